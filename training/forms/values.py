"""Values of everyday fields: how they are printed and what is right, by the second column of `everyday.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from babel.dates import format_date
from faker import Faker

from air import lexicon
from air.schema.values import Json
from training.synthesis import names
from training.synthesis.chance import Chance

LOCALES = {"en": "en_GB", "nl": "nl_NL", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "pl": "pl_PL"}
COUNTRY_OF = {"en": "gb", "nl": "nl", "de": "de", "fr": "fr", "es": "es", "pl": "pl"}
YES_NO = {
    "en": ("Yes", "No"), "nl": ("Ja", "Nee"), "de": ("Ja", "Nein"), "fr": ("Oui", "Non"), "es": ("Sí", "No"),
    "pl": ("Tak", "Nie"),
}  # fmt: skip
DATE_PATTERNS = ("dd/MM/yyyy", "d-M-yyyy", "dd.MM.yyyy", "yyyy-MM-dd", "d MMMM yyyy", "d MMM yyyy", "dd-MM-yyyy")
CURRENCIES = {"en": "£", "pl": "zł"}
JOBS = "Engineer Teacher Carpenter Accountant Nurse Welder Designer Architect Baker Electrician".split()  # noqa: SIM905
_faker: dict[str, Faker] = {}


@dataclass(frozen=True, slots=True)
class FormValue:
    """A value as printed, in one line or more, and as the schema types have it."""

    lines: tuple[str, ...]
    type: str  # the most telling type that a schema may ask for
    value: Json
    choices: tuple[str, ...] = ()  # of an enum

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True)
class Customs:
    """How one form writes numbers and dates."""

    language: str
    date_pattern: str
    thousands: str
    point: str
    currency: str  # with its place: "€ {}", "{} €"

    @classmethod
    def draw(cls, language: str, chance: Chance) -> Customs:
        point = "." if language == "en" else ","
        thousands = chance.choice((",", "") if point == "." else (".", " ", ""))
        sign = CURRENCIES.get(language, "€")
        places = (f"{sign}{{}}", f"{sign} {{}}") if language == "en" else (f"{{}} {sign}", f"{sign} {{}}", "{}")
        return cls(language, chance.choice(DATE_PATTERNS), thousands, point, chance.choice(places))

    def number(self, value: Decimal) -> str:
        whole, _, decimals = f"{value:,}".partition(".")
        return whole.replace(",", self.thousands) + (self.point + decimals if decimals else "")

    def date(self, day: date) -> str:
        return str(format_date(day, self.date_pattern, locale=self.language))


def draw_value(spec: str, customs: Customs, chance: Chance) -> FormValue:
    """A value of the kind `spec` names ("int:1,21:", "person")."""
    kind, *rest = spec.split(":")
    if kind in ("int", "dec"):
        return _measure(kind, rest, customs, chance)
    if kind == "word":
        choices = tuple(rest[0].split(","))
        return _enum(choices, chance)
    fake = _fake(customs.language, chance)
    match kind:
        case "money":
            amount = Decimal(chance.randint(500, 2_000_000)) / 100
            return FormValue(
                (customs.currency.format(customs.number(amount.quantize(Decimal("0.01")))),), "currency", float(amount)
            )
        case "percent":
            rate = Decimal(chance.randint(1, 990)) / 10
            return FormValue((customs.number(rate) + chance.choice(("%", " %")),), "number", float(rate))
        case "date":
            day = date(1995, 1, 1) + timedelta(days=chance.randint(0, 11_500))
            return FormValue((customs.date(day),), "date", day.isoformat())
        case "bool":
            return _bool(customs.language, chance)
        case "address":
            country = COUNTRY_OF[customs.language]
            street, code = " ".join(fake.street_address().split()), fake.postcode()
            place = f"{fake.city()}, {code}" if country == "gb" else f"{code} {fake.city()}"
            return (
                _text(f"{street}, {place}")
                if chance.happens(0.5)
                else FormValue((street, place), "string", f"{street} {place}")
            )
        case _:
            return _text(_plain(kind, rest, customs, fake, chance))


def _measure(kind: str, rest: list[str], customs: Customs, chance: Chance) -> FormValue:
    low, high = map(int, rest[0].split(","))
    unit = rest[1] if len(rest) > 1 else ""
    joint = chance.choice((" ", " ", ""))
    if kind == "int":
        value = chance.randint(low, high)
        grouped = value >= 10_000 and chance.happens(0.5)
        shown = customs.number(Decimal(value)) if grouped else str(value)
        return FormValue((shown + joint * bool(unit) + unit * chance.happens(0.7),), "integer", value)
    amount = Decimal(chance.randint(low * 10, high * 10)) / 10
    number = int(amount) if amount == int(amount) else float(amount)
    return FormValue(
        (customs.number(amount) + (joint + unit if unit and chance.happens(0.8) else ""),), "number", number
    )


def _enum(choices: tuple[str, ...], chance: Chance) -> FormValue:
    chosen = chance.choice(choices)
    if len(choices) <= 4 and chance.happens(0.25):
        marked = " ".join(f"[x] {one}" if one == chosen else f"[ ] {one}" for one in choices)
        return FormValue((marked,), "enum", chosen, choices)
    return FormValue((chosen,), "enum", chosen, choices)


def _bool(language: str, chance: Chance) -> FormValue:
    yes, no = YES_NO[language]
    value = chance.happens(0.5)
    word = yes if value else no
    if chance.happens(0.3):
        text = f"[{'x' if value else ' '}] {yes} [{' ' if value else 'x'}] {no}"
    else:
        text = chance.choice((word, word, word.lower(), "[x]" if value else "[ ]"))
    return FormValue((text,), "boolean", value)


def _plain(kind: str, rest: list[str], customs: Customs, fake: Faker, chance: Chance) -> str:
    country = COUNTRY_OF[customs.language]
    brand = chance.choice(names.SYLLABLES) + chance.choice(names.ENDINGS)
    match kind:
        case "person" | "doctor":
            title = "Dr. " if kind == "doctor" or chance.happens(0.05) else ""
            return f"{title}{fake.first_name()} {fake.last_name()}"
        case "first":
            return str(fake.first_name())
        case "last":
            return str(fake.last_name())
        case "company":
            form = chance.weighted([(term.text, term.weight) for term in lexicon.legal_forms(country)])
            return f"{fake.last_name()} {chance.choice(names.TRADE_WORDS[customs.language])} {form}"
        case "city":
            return str(fake.city())
        case "country":
            return str(chance.choice(list(names.COUNTRIES[customs.language].values())))
        case "street":
            return " ".join(fake.street_address().split())
        case "postcode":
            return str(fake.postcode())
        case "phone":
            return chance.fill(chance.choice(lexicon.formats()["phones"][country]["print"]))
        case "email":
            return (
                f"{fake.first_name()}.{fake.last_name()}@{brand}.{country}".lower()
                .replace(" ", "")
                .encode("ascii", "ignore")
                .decode()
            )
        case "url":
            return f"www.{brand}.{country}"
        case "digits":
            return chance.digits(int(rest[0]))
        case "job":
            return chance.choice(JOBS)
        case "time":
            return (
                f"{chance.randint(6, 22):02d}{chance.choice((':', ':', '.'))}{chance.choice(('00', '15', '30', '45'))}"
            )
        case "window":
            start = chance.randint(7, 17)
            return f"{start:02d}:00 {chance.choice('-–')} {start + 2:02d}:00"
        case "month":
            return str(
                format_date(
                    date(chance.randint(2015, 2026), chance.randint(1, 12), 1), "MMMM yyyy", locale=customs.language
                )
            )
        case "sentence":
            return str(fake.sentence(nb_words=chance.randint(2, 6))).rstrip(".")
        case "project":
            return f"{brand.capitalize()} {chance.choice(names.TRADE_WORDS[customs.language])}"
        case _:
            return chance.fill(chance.choice(PATTERNS[kind]))


PATTERNS = {  # `#` is a digit, `A` a letter
    "code": ("#######", "AA-#####", "A######", "####-####", "AAA/####/##", "##.###.###", "A##-##-###", "AA ######"),
    "plate": ("AA-###-A", "A-AA ####", "AA-###-AA", "#### AAA", "AA## AAA"),
    "vin": ("AAA##AA#A########",),
    "container": ("AAAU #######", "AAAU######-#"),
    "flight": ("AA ####", "AA###"),
    "seat": ("##A", "#A"),
    "gate": ("A##", "A-##", "##"),
    "train": ("AA ####", "AAA ###", "####"),
    "model": ("A##", "A# ###", "AAA-##"),
    "dose": ("#00 mg", "#0 mg #x", "# ml"),
    "pressure": ("1##/##",),
    "version": ("#.#", "v#.##", "A"),
}


def _text(text: str) -> FormValue:
    return FormValue((text,), "string", text)


def _fake(language: str, chance: Chance) -> Faker:
    fake = _faker.setdefault(language, Faker(LOCALES[language]))
    fake.seed_instance(chance.getrandbits(48))
    return fake
