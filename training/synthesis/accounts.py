"""Bank accounts with right check digits, international and national ones."""

from __future__ import annotations

from dataclasses import dataclass

from stdnum import iban
from stdnum.es import ccc
from stdnum.us import rtn

from training.synthesis.chance import Chance
from training.synthesis.identifiers import Number

BANKS = {  # codes at the start of the domestic account number, and the BIC of the bank
    "nl": (
        ("INGB", "INGBNL2A"),
        ("RABO", "RABONL2U"),
        ("ABNA", "ABNANL2A"),
        ("TRIO", "TRIONL2U"),
        ("KNAB", "KNABNL2H"),
    ),
    "be": (("001", "GEBABEBB"), ("310", "BBRUBEBB"), ("733", "KREDBEBB"), ("068", "GKCCBEBB"), ("979", "ARSPBE22")),
    "de": (("37040044", "COBADEFF"), ("10010010", "PBNKDEFF"), ("50070010", "DEUTDEFF"), ("70150000", "SSKMDEMM")),
    "fr": (
        ("30004", "BNPAFRPP"),
        ("30003", "SOGEFRPP"),
        ("10278", "CMCIFR2A"),
        ("18206", "AGRIFRPP"),
        ("20041", "PSSTFRPP"),
    ),
    "es": (("0049", "BSCHESMM"), ("2100", "CAIXESBB"), ("0182", "BBVAESMM"), ("0081", "BSABESBB")),
    "pl": (
        ("1020", "BPKOPLPW"),
        ("1140", "BREXPLPW"),
        ("1090", "WBKPPLPP"),
        ("1050", "INGBPLPW"),
        ("1240", "PKOPPLPW"),
    ),
    "gb": (
        ("BARC", "BARCGB22"),
        ("LOYD", "LOYDGB21"),
        ("NWBK", "NWBKGB2L"),
        ("HBUK", "HBUKGB4B"),
        ("MIDL", "MIDLGB22"),
    ),
}
RIB_WEIGHTS = (89, 15, 3)


@dataclass(frozen=True, slots=True)
class Account:
    iban: Number
    bic: str


def account(legislation: str, chance: Chance) -> Account:
    """A bank account (not for usa)."""
    code, bic = chance.choice(BANKS[legislation])
    bban = _BBAN[legislation](code, chance)
    country = legislation.upper()
    value = country + iban.calc_check_digits(f"{country}00{bban}") + bban
    compact = chance.happens(0.2)
    text = value if compact else " ".join(value[i : i + 4] for i in range(0, len(value), 4))
    if legislation == "pl" and chance.happens(0.4):
        text = text[2:]
    return Account(Number(text, value), bic if chance.happens(0.6) else bic + "XXX")


def routing_number(chance: Chance) -> str:
    """A US bank's ABA number."""
    digits = "0" + chance.digits(7)
    return digits + rtn.calc_check_digit(digits)


def _dutch_bban(code: str, chance: Chance) -> str:
    while True:
        body = "0" + chance.digits(8)
        check = (11 - sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11) % 11
        if check != 10:
            return f"{code}{body}{check}"


def _belgian_bban(code: str, chance: Chance) -> str:
    body = code + chance.fill("#######")
    return f"{body}{int(body) % 97 or 97:02d}"


def _french_bban(code: str, chance: Chance) -> str:
    branch, number = chance.fill("#####"), chance.fill("###########")
    key = 97 - sum(w * int(part) for w, part in zip(RIB_WEIGHTS, (code, branch, number), strict=True)) % 97
    return f"{code}{branch}{number}{key:02d}"


def _spanish_bban(code: str, chance: Chance) -> str:
    branch, number = chance.fill("####"), chance.fill("##########")
    checks = ccc.calc_check_digits(f"{code}{branch}00{number}")
    return f"{code}{branch}{checks}{number}"


def _polish_bban(code: str, chance: Chance) -> str:
    bank = code + chance.fill("###")
    check = -sum(int(d) * w for d, w in zip(bank, (3, 9, 7, 1, 3, 9, 7), strict=True)) % 10
    return f"{bank}{check}{chance.fill('#' * 16)}"


_BBAN = {
    "nl": _dutch_bban,
    "be": _belgian_bban,
    "fr": _french_bban,
    "es": _spanish_bban,
    "pl": _polish_bban,
    "de": lambda code, chance: code + chance.fill("0#########"),
    "gb": lambda code, chance: code + chance.fill("##############"),
}
