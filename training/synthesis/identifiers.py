"""Registration and payment numbers with right check digits, printed the ways their countries print them."""

from __future__ import annotations

from dataclasses import dataclass

from stdnum import ean, luhn
from stdnum.be import ogm_vcs
from stdnum.es import cif
from stdnum.iso7064 import mod_11_10, mod_97_10
from stdnum.pl import regon

from training.synthesis.chance import Chance

NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
GB_WEIGHTS = (8, 7, 6, 5, 4, 3, 2)
NL_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2)
KENMERK_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed and as it is compared (without spaces and punctuation)."""

    text: str
    value: str


def vat_number(legislation: str, chance: Chance) -> Number:
    """A VAT number in one of its printed shapes (usa: none, an empty number)."""
    return _VAT[legislation](chance) if legislation in _VAT else Number("", "")


def company_number(legislation: str, vat: Number, chance: Chance) -> Number:
    """The number of the commercial register; in be, es and fr it is part of the VAT number."""
    return _COMPANY[legislation](vat, chance)


def tax_number(legislation: str, chance: Chance) -> str:
    """A tax office's number, never an answer."""
    patterns = {
        "de": ("##/###/#####", "###/###/#####", "###/####/####"),
        "pl": ("###-###-##-##",),
        "gb": ("##### #####",),
    }
    return chance.fill(chance.choice(patterns.get(legislation, ("#########",))))


def other_number(legislation: str, vat: Number, chance: Chance) -> str:
    """A number of customs, waste, trade or health, never an answer."""
    own = {"fr": ("####A", "47.##A"), "de": ("DE ########", "########"), "gb": ("######", "GB#########000")}
    options = (*own.get(legislation, ()), "#############", "########", f"{vat.value[:2]}#########")
    return chance.fill(chance.choice(options))


def payment_reference(legislation: str, chance: Chance) -> Number | None:
    """A payment reference with check digits: Belgian OGM, Dutch kenmerk, RF elsewhere; None in usa."""
    if legislation == "be":
        return _ogm(chance)
    if legislation == "nl" and chance.happens(0.7):
        return _kenmerk(chance)
    return None if legislation == "usa" else _creditor_reference(chance)


def barcode(chance: Chance) -> str:
    """An EAN-13."""
    digits = chance.choice(("87", "54", "40", "30", "84", "59", "50")) + chance.fill("##########")
    return digits + ean.calc_check_digit(digits)


def _ogm(chance: Chance) -> Number:
    base = chance.fill("##########")
    digits = base + ogm_vcs.calc_check_digits(base)
    body = f"{digits[:3]}/{digits[3:7]}/{digits[7:]}"
    mark = chance.weighted((("+++", 6), ("***", 2), ("", 1)))
    return Number(f"{mark}{body}{mark}", digits)


def _kenmerk(chance: Chance) -> Number:
    body = chance.fill("###############")
    total = sum(int(d) * KENMERK_WEIGHTS[i % 10] for i, d in enumerate(reversed(body)))
    check = {10: "1", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
    digits = check + body
    return Number(digits if chance.happens(0.3) else f"{digits[:4]} {digits[4:8]} {digits[8:12]} {digits[12:]}", digits)


def _creditor_reference(chance: Chance) -> Number:
    body = chance.digits(chance.randint(6, 18))
    value = f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}"
    return Number(value if chance.happens(0.4) else " ".join(value[i : i + 4] for i in range(0, len(value), 4)), value)


def _eleven(length_weights: tuple[int, ...], digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(length_weights, digits, strict=True)) % 11


def _rsin(chance: Chance) -> str:
    while True:
        body = chance.digits(8)
        if (check := _eleven(NL_WEIGHTS, body)) != 10:
            return f"{body}{check}"


def _dutch_vat(chance: Chance) -> Number:
    d = _rsin(chance)
    suffix = f"B{chance.choice(('01', '01', '01', '02'))}"
    shapes = (f"NL{d}{suffix}",) * 4 + (
        f"NL {d} {suffix}",
        f"NL{d[:4]}.{d[4:6]}.{d[6:]}.{suffix}",
        f"NL {d[:4]}.{d[4:6]}.{d[6:]}.{suffix}",
    )
    return Number(chance.choice(shapes), f"NL{d}{suffix}")


def _belgian_digits(chance: Chance) -> str:
    body = "0" + chance.digits(7)
    return f"{body}{97 - int(body) % 97:02d}"


def _belgian_vat(chance: Chance) -> Number:
    d = _belgian_digits(chance)
    dotted = f"{d[:4]}.{d[4:7]}.{d[7:]}"
    shapes = (f"BE {dotted}", f"BE{d}", f"BE {d[:4]} {d[4:7]} {d[7:]}", f"BE {d}", f"BE{dotted}")
    return Number(chance.choice(shapes), f"BE{d}")


def _german_vat(chance: Chance) -> Number:
    body = chance.digits(8)
    d = body + mod_11_10.calc_check_digit(body)
    return Number(chance.choice((f"DE{d}",) * 4 + (f"DE {d}", f"DE {d[:3]} {d[3:6]} {d[6:]}")), f"DE{d}")


def siren(chance: Chance) -> str:
    """Nine digits of a French company (Luhn)."""
    body = chance.choice("345789") + chance.fill("#######")
    return body + luhn.calc_check_digit(body)


def _french_vat(chance: Chance) -> Number:
    d = siren(chance)
    key = f"{(12 + 3 * (int(d) % 97)) % 97:02d}"
    shapes = (f"FR{key}{d}", f"FR{key}{d}", f"FR {key} {d[:3]} {d[3:6]} {d[6:]}", f"FR {key} {d}", f"FR{key} {d}")
    return Number(chance.choice(shapes), f"FR{key}{d}")


def _spanish_vat(chance: Chance) -> Number:
    body = chance.choice("AB") + chance.fill("#######")
    d = body + cif.calc_check_digits(body)[0]
    shapes = ((d, d), (d, d), (f"{d[0]}-{d[1:]}", d), (f"{d[0]} {d[1:]}", d), (f"ES{d}", f"ES{d}"))
    return Number(*chance.choice(shapes))


def _polish_vat(chance: Chance) -> Number:
    while True:
        body = chance.digits(9)
        if (check := _eleven(NIP_WEIGHTS, body)) != 10:
            break
    d = f"{body}{check}"
    dashed = f"{d[:3]}-{d[3:6]}-{d[6:8]}-{d[8:]}"
    shapes = (
        (d, d),
        (d, d),
        (dashed, d),
        (f"{d[:3]}-{d[3:5]}-{d[5:7]}-{d[7:]}", d),
        (f"PL{d}", f"PL{d}"),
        (f"PL {d}", f"PL{d}"),
    )
    return Number(*chance.choice(shapes))


def _british_vat(chance: Chance) -> Number:
    body = chance.digits(7)
    total = sum(int(d) * w for d, w in zip(body, GB_WEIGHTS, strict=True)) + chance.choice((0, 55))
    d = f"{body}{-total % 97:02d}"
    spaced = f"{d[:3]} {d[3:7]} {d[7:]}"
    shapes = ((f"GB{d}", f"GB{d}"), (f"GB {spaced}", f"GB{d}"), (spaced, d), (d, d), (f"GB {d}", f"GB{d}"))
    return Number(*chance.choice(shapes))


_VAT = {
    "nl": _dutch_vat, "be": _belgian_vat, "de": _german_vat, "fr": _french_vat,
    "es": _spanish_vat, "pl": _polish_vat, "gb": _british_vat,
}  # fmt: skip


def _dutch_company(vat: Number, chance: Chance) -> Number:
    d = chance.digits(8)
    return Number(chance.weighted(((d, 8), (f"{d[:2]} {d[2:]}", 1), (f"{d[:2]}.{d[2:4]}.{d[4:6]}.{d[6:]}", 1))), d)


def _belgian_company(vat: Number, chance: Chance) -> Number:
    d = vat.value[2:]
    return Number(chance.choice((f"{d[:4]}.{d[4:7]}.{d[7:]}", d, f"{d[:4]} {d[4:7]} {d[7:]}")), d)


def _german_company(vat: Number, chance: Chance) -> Number:
    text = f"{chance.weighted((('HRB', 8), ('HRA', 2)))} {chance.digits(chance.randint(4, 6))}"
    return Number(text, text.replace(" ", ""))


def _french_company(vat: Number, chance: Chance) -> Number:
    d = vat.value[4:]
    if chance.happens(0.45):
        return Number(chance.choice((f"{d[:3]} {d[3:6]} {d[6:]}", d)), d)
    body = d + "00" + chance.fill("##")
    d += body[9:] + luhn.calc_check_digit(body)
    return Number(chance.choice((f"{d[:3]} {d[3:6]} {d[6:9]} {d[9:]}", d, f"{d[:9]} {d[9:]}")), d)


def _polish_company(vat: Number, chance: Chance) -> Number:
    if chance.happens(0.5):
        d = "0000" + chance.digits(6)
    else:
        body = chance.digits(8)
        d = body + regon.calc_check_digit(body)
    return Number(d, d)


def _british_company(vat: Number, chance: Chance) -> Number:
    text = chance.weighted(
        (
            (chance.fill("0#######"), 6),
            (chance.digits(8), 1),
            (chance.fill("SC######"), 1),
            (chance.fill("OC######"), 1),
        )
    )
    return Number(text, text)


def _american_company(vat: Number, chance: Chance) -> Number:
    text = f"{chance.choice(('20', '27', '36', '45', '47', '81', '94'))}-{chance.digits(7)}"
    return Number(text, text.replace("-", ""))


def _spanish_company(vat: Number, chance: Chance) -> Number:
    return Number(vat.text, vat.value)


_COMPANY = {
    "nl": _dutch_company, "be": _belgian_company, "de": _german_company, "fr": _french_company,
    "es": _spanish_company, "pl": _polish_company, "gb": _british_company, "usa": _american_company,
}  # fmt: skip
