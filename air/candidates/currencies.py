"""Currency codes and signs; a bare $ is read as US dollars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from air.candidate import Candidate
from air.candidates.lines import SearchLine

SIGNS = {
    "€": "EUR", "£": "GBP", "zł": "PLN", "zl": "PLN", "us$": "USD", "a$": "AUD", "c$": "CAD", "ca$": "CAD", "rm": "MYR",
    "eur": "EUR", "euro": "EUR", "euros": "EUR", "¥": "JPY", "₹": "INR", "kč": "CZK", "fr.": "CHF", "sfr": "CHF",
    "s$": "SGD",
}  # fmt: skip
CODES = (
    "EUR", "USD", "GBP", "PLN", "CHF", "CZK", "DKK", "SEK", "NOK", "HUF", "RON", "BGN", "CAD", "AUD", "NZD", "JPY",
    "CNY", "INR", "MYR", "SGD", "HKD", "ZAR", "TRY", "MXN", "BRL", "AED", "ILS", "THB",
)  # fmt: skip
_CURRENCY = re.compile(
    rf"(?<![^\W\d_])(?P<code>{'|'.join(CODES)})(?![^\W\d_])|(?P<dollar>(?<![A-Za-z])\$)"
    r"|(?<![^\W\d_])(?P<sign>US\$|CA\$|[ACS]\$|€|£|¥|₹|RM(?=[ \t]?[\d-]|\)|$|[ \t])"
    r"|[Ee]uros?|zł|zl(?=[ \t]|$)|Kč|SFr)(?![^\W\d_])"
)


def find_currencies(lines: Iterable[SearchLine]) -> Iterator[Candidate]:
    """Codes and signs of money as ISO 4217."""
    for line in lines:
        for match in line.matches(_CURRENCY):
            code = match["code"] or ("USD" if match["dollar"] else SIGNS[match["sign"].lower()])
            yield line.candidate("currency", match, code, proven=bool(match["code"]))
