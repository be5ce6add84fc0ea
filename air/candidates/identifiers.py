"""Bank, tax, company and payment numbers: by shape, with the check digits as proof where they are right.

Numbers whose check digits are wrong stay candidates: samples and scans have them, and a person wants to see them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from stdnum import iban as iban_number
from stdnum import iso11649
from stdnum.be import vat as be_vat
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret
from stdnum.gb import vat as gb_vat
from stdnum.pl import nip

from air.candidate import Candidate
from air.candidates.lines import SearchLine, cell_below

IBAN_LENGTHS = {
    "NL": 18, "BE": 16, "DE": 22, "FR": 27, "ES": 24, "PL": 28, "GB": 22, "LU": 20, "AT": 20, "CH": 21, "IT": 27,
    "IE": 22, "PT": 25, "DK": 18, "SE": 24, "NO": 15, "FI": 18, "CZ": 24, "SK": 24, "LT": 20, "LV": 21, "EE": 20,
    "HU": 28, "RO": 24, "BG": 22, "HR": 21, "SI": 19, "GR": 27, "CY": 28, "MT": 31, "LI": 21, "MC": 27,
}  # fmt: skip

SIRET_LENGTH = 14
SIREN = 1  # its group in the pattern of company numbers
CREDITOR_BRANCH = "ZZZ"  # of a SEPA creditor identifier, which looks like an IBAN
FEWEST_DIGITS = 3  # different ones; 000000000 has right check digits too
SHORTEST_IBAN = 15  # Norway has the shortest; digits that are missing or too many are shown as they are

_IBAN = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}[ .-]?[0-9OIl]{2}(?:[ .-]?[A-Z0-9]){10,30})(?![A-Za-z0-9])")
_POLISH_ACCOUNT = re.compile(r"(?<![A-Za-z0-9])(?<!PL )\d{2}(?:[ -]?\d{4}){6}(?![A-Za-z0-9])")  # without country
_VAT = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"NL[ .-]?\d{3,4}[ .]?\d{2}[ .]?\d{3,4}[ .]?B[ .]?\d{2}"
    r"|BE[ .-]?[01]?\d{3}[ .]?\d{3}[ .]?\d{3}"
    r"|DE[ .-]?\d{3}[ /.]?\d{3}[ /.]?\d{3}"
    r"|F[R]?[ .-]?[0-9A-HJ-NP-Z]{2}[ .-]?\d{3}[ .]?\d{3}[ .]?\d{3}"
    r"|ES[ .-]?[A-Z0-9][ .-]?\d{7}[ .-]?[A-Z0-9]"
    r"|PL[ .-]?\d{3}[ -]?\d{2,3}[ -]?\d{2}[ -]?\d{2,3}"
    r"|GB[ .-]?\d{3}[ .]?\d{4}[ .]?\d{2}(?:[ .]?\d{3})?"
    r"|(?:AT[ .-]?U|LU|DK|FI|IT|PT|SE|IE|CZ|SK|HU|RO|EL|EU)[ .-]?\d{7,12}[A-Z]{0,2}"
    r"|CHE[ .-]?\d{3}[ .]?\d{3}[ .]?\d{3}(?:[ ]?(?:MWST|TVA|IVA))?"
    r")(?![A-Za-z0-9])"
)
_LOCAL_VAT = re.compile(  # without a country: Dutch, British, Polish and Belgian shapes
    r"(?<![A-Za-z0-9.,])(?:\d{4}\.?\d{2}\.?\d{3}\.?B\.?\d{2}|\d{3}[ -]?\d{4}[ -]?\d{2}"
    r"|\d{3}-?\d{3}-?\d{2}-?\d{2}|\d{9}|\d{10})(?![A-Za-z0-9]|[.,]\d)"
)
_COC = re.compile(
    r"(?:(?<![A-Za-z0-9.,])|(?<=[A-Za-z]\.))(?:HR[AB][ :]{0,2}(?:Nr\.? ?)?\d{2,6}(?: ?[A-Z]{1,2}(?![A-Za-z]))?"
    r"|(\d{3}[ .]?\d{3}[ .]?\d{3})(?:[ .]?\d{5})?"  # SIREN, or the SIRET that begins with it
    r"|[01]\d{3}\.\d{3}\.\d{3}|\d{8}|\d{2}[ .]\d{2}[ .]\d{2}[ .]\d{2}|\d{2} \d{6}|\d{10}|0{4}\d{6}"
    r"|(?:SC|NI|OC)\d{6}|[A-HJNP-SUVW][ -]?\d{7}[0-9A-J]"
    r"|[ABFGHJNPQRSUVW]-?\d{8}|\d{2}-\d{7}|\d{7})(?![A-Za-z0-9]|[.,]\d)"
)
_OGM = re.compile(r"(?<!\d)[+*]{0,3} ?(\d{3}) ?/ ?(\d{4}) ?/ ?(\d{5}) ?[+*]{0,3}(?!\d)")
_RF = re.compile(r"(?<![A-Za-z0-9])RF\d{2}(?: ?[A-Z0-9]){1,21}(?![A-Za-z0-9])")

_BEGINS = re.compile(r"[A-Z]{2}\d{2}")  # an account, a tax number or a creditor reference

_VAT_CHECKS = {"BE": be_vat, "GB": gb_vat, "PL": nip}


def find_identifiers(lines: Iterable[SearchLine]) -> Iterator[Candidate]:
    """IBANs, VAT numbers, company numbers and payment references of the lines."""
    lines = list(lines)
    for at, line in enumerate(lines):
        if not any(c.isdigit() for c in line.text):
            continue
        yield from _over_two_lines(lines, at)
        yield from _ibans(line)
        yield from _vat_numbers(line)
        yield from _company_numbers(line)
        yield from _payment_references(line)


def compact(text: str) -> str:
    """Letters and digits only, upper case: the form in which identifiers are compared."""
    return re.sub(r"[\W_]+", "", text).upper()


def _ibans(line: SearchLine) -> Iterator[Candidate]:
    for match in line.matches(_IBAN):
        country, rest = match[1][:2], match[1][2:]
        length = IBAN_LENGTHS.get(country)
        if length is None:
            continue
        number = compact(match[1])
        if len(number) < SHORTEST_IBAN:
            continue
        repaired = country + _digits(compact(rest)[:2]) + compact(rest)[2 : length - 2]
        if number[4:7] == CREDITOR_BRANCH:
            continue
        if _is_iban(repaired):
            yield line.candidate("iban", match, repaired, proven=True)
        elif sum(c.isdigit() for c in number) >= 10:
            yield line.candidate("iban", match, number[:length])
    for match in line.matches(_POLISH_ACCOUNT):
        number = "PL" + compact(match[0])
        if _is_iban(number):
            yield line.candidate("iban", match, number, proven=True)


def _over_two_lines(lines: Sequence[SearchLine], at: int) -> Iterator[Candidate]:
    """Accounts, tax numbers and payment references that run on in the cell below, proven by their check digits.

    As a candidate they are their beginning.
    """
    line, words = lines[at], lines[at].line.words
    for start, last in line.cells():
        first = next((i for i in range(start, last + 1) if _BEGINS.match(words[i].text)), None)
        if first is None:
            continue
        text = " ".join(word.text for word in words[first : last + 1])
        below = cell_below(lines, at, first) or cell_below(lines, at, start)
        number = compact(text + "".join(word.text for word in below))
        kind = next((kind for kind, is_right in PROVEN.items() if below and is_right(number)), None)
        if kind is not None:
            yield Candidate(kind, text, number, words[first : last + 1], line.page, line.index, first, last, True)


def _is_iban(number: str) -> bool:
    is_long = len(number) == IBAN_LENGTHS.get(number[:2])
    return is_long and bool(iban_number.is_valid(number, check_country=False))


def _digits(text: str) -> str:
    return text.translate(str.maketrans("OIl", "011"))


def _vat_numbers(line: SearchLine) -> Iterator[Candidate]:
    taken: list[tuple[int, int]] = []
    for match in line.matches(_VAT):
        taken.append(match.span())
        yield line.candidate("vat_number", match, compact(match[0]), proven=_is_vat_number(compact(match[0])))
    for match in line.matches(_LOCAL_VAT):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield line.candidate("vat_number", match, compact(match[0]), proven=_is_local_vat_number(compact(match[0])))


def _is_vat_number(number: str) -> bool:
    check = _VAT_CHECKS.get(number[:2])
    try:
        return bool(check.is_valid(number[2:]) if check else eu_vat.is_valid(number))
    except (ValidationError, ValueError):
        return False


def _is_local_vat_number(number: str) -> bool:
    if len(set(number)) < FEWEST_DIGITS:
        return False
    if "B" in number:
        return _is_vat_number("NL" + number)
    return bool(gb_vat.is_valid(number) if len(number) == 9 else nip.is_valid(number) or be_vat.is_valid(number))


def _company_numbers(line: SearchLine) -> Iterator[Candidate]:
    for match in line.matches(_COC):
        is_proven = _is_company_number(match[0])
        yield line.candidate("coc_number", match, match[0], proven=is_proven)
        if len(compact(match[0])) == SIRET_LENGTH:  # an establishment's number begins with the company's
            yield line.candidate("coc_number", match, compact(match[1]), group=SIREN, proven=is_proven)


def _is_company_number(text: str) -> bool:
    """True if SIREN, SIRET or Belgian check digits are right; other countries have none."""
    number = compact(text)
    return bool(
        (len(number) == 9 and siren.is_valid(number))
        or (len(number) == 14 and siret.is_valid(number))
        or (len(number) == 10 and number[0] in "01" and be_vat.is_valid(number))
    )


def _payment_references(line: SearchLine) -> Iterator[Candidate]:
    for match in line.matches(_OGM):
        number = match[1] + match[2] + match[3]
        if int(number[:10]) % 97 == int(number[10:]) % 97:  # 97 stands for 0
            yield line.candidate("payment_reference", match, number, proven=True)
    for match in line.matches(_RF):
        number = compact(match[0])
        for end in range(len(number), 4, -1):  # words behind it may have been taken along
            if iso11649.is_valid(number[:end]):
                yield line.candidate("payment_reference", match, number[:end], proven=True)
                break


PROVEN: dict[str, Callable[[str], bool]] = {
    "payment_reference": iso11649.is_valid, "iban": _is_iban, "vat_number": _is_vat_number,
}  # fmt: skip
