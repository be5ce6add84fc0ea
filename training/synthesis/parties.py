"""Sellers and buyers: invented companies with an address and numbers that pass their checks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from faker import Faker

from air import lexicon
from training.synthesis import names
from training.synthesis.accounts import Account, account, routing_number
from training.synthesis.chance import Chance
from training.synthesis.identifiers import Number, company_number, other_number, tax_number, vat_number
from training.synthesis.specimens import specimen, without_country

LOCALES = {
    "nl": ("nl_NL",), "be": ("nl_BE", "fr_FR"), "de": ("de_DE",), "fr": ("fr_FR",), "es": ("es_ES",), "pl": ("pl_PL",),
    "gb": ("en_GB",), "usa": ("en_US",),
}  # fmt: skip
SPECIMENS = 0.25  # of the companies have made-up numbers
LINKS = ("T/A", "trading as", "DBA", "d/b/a", "Inh.")  # stand between two names


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    postal_code: str
    place_line: str  # postal code and place as the country writes them
    country: str  # as a name

    @property
    def lines(self) -> tuple[str, ...]:
        return (self.street, self.place_line)


@dataclass(frozen=True, slots=True)
class Party:
    """A company or person; empty texts where it has no such thing."""

    legislation: str
    name: str
    address: Address
    person: str
    phone: str
    fax: str
    email: str
    website: str
    vat: Number
    company_number: Number
    court: str  # place of the register
    tax_number: str
    other: str  # a number of another register
    accounts: tuple[Account, ...]
    bank: str
    routing: str  # bank code or US routing number, with an account number in `domestic_account`
    domestic_account: str


def draw_company(legislation: str, language: str, chance: Chance, *, shop: bool = False) -> Party:
    """An invented company of the country."""
    fake = _fake(legislation, language, chance)
    name = _shop_name(fake, language, chance) if shop else _company_name(fake, legislation, language, chance)
    vat = vat_number(legislation, chance)
    count = chance.weighted(((1, 8), (2, 1), (3, 0.3))) if legislation != "usa" else 0
    accounts = tuple(account(legislation, chance) for _ in range(count))
    domain = _domain(name, legislation, chance)
    company = company_number(legislation, vat, chance)
    vat = without_country(vat, legislation, chance.fork("country"))
    if (made_up := chance.fork("specimen")).happens(SPECIMENS):
        vat, company = specimen(vat, made_up), specimen(company, made_up)
        accounts = tuple(replace(a, iban=specimen(a.iban, made_up)) for a in accounts)
    return Party(
        legislation=legislation,
        name=name,
        address=_address(fake, legislation, language, chance),
        person=_person(fake),
        phone=_phone(legislation, chance),
        fax=_phone(legislation, chance),
        email=_email(domain, language, chance),
        website=chance.choice(("www.{}", "www.{}", "{}", "https://www.{}", "http://www.{}")).format(domain),
        vat=vat,
        company_number=company,
        court=fake.city(),
        tax_number=tax_number(legislation, chance),
        other=other_number(legislation, vat, chance.fork("other")),
        accounts=accounts,
        bank=_bank(accounts, chance),
        routing=routing_number(chance) if not accounts else chance.digits(8),
        domestic_account=chance.digits(chance.randint(8, 11)),
    )


def draw_person(legislation: str, language: str, chance: Chance) -> Party:
    """A private buyer."""
    fake = _fake(legislation, language, chance)
    name, empty = _person(fake), Number("", "")
    email = f"{_slug(name)}@{chance.choice(('gmail.com', 'hotmail.com', 'outlook.com', 'example.com'))}"
    return Party(
        legislation, name, _address(fake, legislation, language, chance), name, _phone(legislation, chance), "", email,
        "", empty, empty, "", "", "", (), "", "", "",
    )  # fmt: skip


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


def _fake(legislation: str, language: str, chance: Chance) -> Faker:
    locales = LOCALES[legislation]
    locale = locales[1] if len(locales) > 1 and language == "fr" else locales[0]
    fake = _faker(locale)
    fake.seed_instance(chance.getrandbits(48))
    return fake


def _person(fake: Faker) -> str:
    return f"{fake.first_name()} {fake.last_name()}"


def _company_name(fake: Faker, legislation: str, language: str, chance: Chance) -> str:
    words = names.TRADE_WORDS[language]
    surname = fake.last_name()
    core = chance.weighted(
        (
            (f"{surname} {chance.choice(words)}", 4),
            (f"{chance.choice(words)} {surname}", 2),
            (f"{surname}{names.JOINERS[language]}", 1),
            (f"{_brand(chance)} {chance.choice(words)}", 3),
            (_brand(chance), 3),
            (f"{surname} & {fake.last_name()}", 1),
            (f"{fake.city()} {chance.choice(words)}", 1),
            (chance.fill("AAA") + f" {chance.choice(words)}", 1),
            (f"{fake.first_name()} {surname}", 1),
        )
    )
    forms = [(term.text, term.weight) for term in lexicon.legal_forms(legislation) if term.text not in LINKS]
    form = chance.weighted(forms)
    if chance.happens(0.12):
        return core
    before = form in ("PPHU", "FHU", "PHU", "Stichting", "Vereniging", "VOF", "Maatschap") and chance.happens(0.8)
    return (
        f"{form} {core}"
        if before
        else f"{core}, {form}"
        if legislation == "usa" and chance.happens(0.4)
        else f"{core} {form}"
    )


def _shop_name(fake: Faker, language: str, chance: Chance) -> str:
    kind = chance.choice(names.SHOPS[language])
    return chance.choice(
        (
            _brand(chance),
            f"{kind} {fake.last_name()}",
            f"{_brand(chance)} {kind}",
            f"{kind} {_brand(chance)}",
            fake.last_name(),
        )
    )


def _brand(chance: Chance) -> str:
    word = "".join(chance.choice(names.SYLLABLES) for _ in range(chance.randint(1, 2))) + chance.choice(names.ENDINGS)
    return word.upper() if chance.happens(0.25) else word.capitalize()


def _address(fake: Faker, legislation: str, language: str, chance: Chance) -> Address:
    country = names.COUNTRIES[language][legislation]
    street, place = " ".join(fake.street_address().split()), _place(fake, legislation)
    if legislation == "gb":
        pattern = chance.choice(lexicon.formats()["postal_codes"]["gb"]["print"])
        code = _british_code(pattern, chance)
        return Address(street, code, chance.choice((f"{place} {code}", f"{place}, {code}", f"{code} {place}")), country)
    if legislation == "usa":
        state = fake.state_abbr(include_territories=False)
        code = chance.fill(chance.weighted((("#####", 8), ("#####-####", 1))))
        return Address(street, code, f"{place}, {state} {code}", country)
    code, prefix = _continental_code(legislation, chance)
    return Address(
        street, code, f"{prefix}{code}{'  ' if legislation == 'nl' and chance.happens(0.4) else ' '}{place}", country
    )


def _place(fake: Faker, legislation: str) -> str:
    if legislation == "be":  # municipalities of both languages
        belgian = _faker("nl_BE")
        belgian.seed_instance(fake.random.getrandbits(48))
        return belgian.city()
    return fake.city()


def _continental_code(legislation: str, chance: Chance) -> tuple[str, str]:
    """The postal code as printed, and what stands before it."""
    if legislation == "nl":
        code = (
            f"{chance.randint(1000, 9999)} {chance.choice('ABCDEGHJKLMNPRTVWXZ')}{chance.choice('ABCEGHJKLNPRTVWXZ')}"
        )
        return (code if chance.happens(0.75) else code.replace(" ", "")), "NL-" if chance.happens(0.03) else ""
    if legislation == "be":
        return str(chance.randint(1000, 9992)), chance.weighted((("", 8), ("B-", 2), ("BE-", 1)))
    if legislation == "pl":
        return chance.fill("##-###"), ""
    if legislation == "es":
        return f"{chance.randint(1, 52):02d}{chance.fill('###')}", ""
    return chance.digits(5), {
        "de": chance.weighted((("", 9), ("D-", 1))),
        "fr": chance.weighted((("", 15), ("F-", 1))),
    }[legislation]


def _british_code(pattern: str, chance: Chance) -> str:
    outward, inward = chance.fill(pattern).split()
    return f"{outward} {inward[0]}{chance.choice('ABDEFGHJLN')}{chance.choice('PQRSTUWXYZ')}"


def _phone(legislation: str, chance: Chance) -> str:
    return chance.fill(chance.choice(lexicon.formats()["phones"][legislation]["print"]))


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("ß", "ss")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "", plain.lower())


def _domain(name: str, legislation: str, chance: Chance) -> str:
    words = [w for w in re.split(r"[\s,]+", name) if len(_slug(w)) > 2 and not w.endswith(".")] or [name]
    base = chance.choice(("", "", "-")).join(_slug(w) for w in words[:2]) or "firma"
    top = {"gb": chance.choice(("co.uk", "com")), "usa": "com"}.get(
        legislation, chance.choice((legislation, legislation, "com", "eu"))
    )
    return f"{base}.{top}"


def _email(domain: str, language: str, chance: Chance) -> str:
    boxes = {
        "nl": ("administratie", "facturen", "verkoop"),
        "de": ("buchhaltung", "rechnung", "kontakt"),
        "fr": ("compta", "facturation", "contact"),
        "en": ("accounts", "billing", "sales", "hello"),
        "es": ("administracion", "facturacion", "ventas"),
        "pl": ("biuro", "ksiegowosc", "faktury"),
    }
    return f"{chance.choice(('info', 'info', *boxes[language]))}@{domain}"


def _bank(accounts: tuple[Account, ...], chance: Chance) -> str:
    if not accounts:
        return chance.choice(("Chase Bank", "Wells Fargo", "Bank of America", "First National Bank"))
    bic = accounts[0].bic
    return names.BANK_NAMES.get(bic[:8], names.BANK_NAMES.get(bic[:4], "Bank"))
