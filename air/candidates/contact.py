"""E-mail addresses and postal codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from air.candidate import Candidate
from air.candidates.lines import SearchLine

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?<![.-])")
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA"
    "|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC"
)
_TOWN = r"(?=[ ,\t]+[^\W\d_][^\W\d_'’.-]{2})"
_POSTAL = re.compile(
    r"(?<![\w.,/-])(?:"
    r"(?P<nl>[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2})(?!\w)"
    r"|(?P<gb>(?:GIR 0AA|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}))(?!\w)"
    rf"|(?P<pl>\d{{2}}-\d{{3}}){_TOWN}"
    rf"|(?:{_STATES}),? (?P<usa>\d{{5}}(?:-\d{{4}})?)(?![\w,.]\d|\d)"
    rf"|(?:(?:[DF]|FR|DE|ES|E)[- ])?(?P<five>\d{{5}}){_TOWN}"
    rf"|(?:(?:B|BE|CH|A|AT|L|LU)[- ])(?P<four>\d{{4}}){_TOWN}"
    rf"|(?<![\d] )(?P<bare>\d{{4}})(?=[ ]+[A-ZÀ-Ý][^\W\d_'’.-]{{2}})"
    r")"
)


def find_contacts(lines: Iterable[SearchLine]) -> Iterator[Candidate]:
    """E-mail addresses, and postal codes of eight countries where they stand as addresses have them."""
    for line in lines:
        if "@" in line.text:
            for match in line.matches(EMAIL):
                yield line.candidate("email", match, match[0])
        for match in line.matches(_POSTAL):
            name = match.lastgroup or "five"
            yield line.candidate(
                "postal_code", match, match[name], group=match.re.groupindex[name], proven=name in ("nl", "gb")
            )
