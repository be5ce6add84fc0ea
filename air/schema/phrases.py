"""Names of fields as the words that they are: "invoiceDate", "invoice_date" and "Invoice date" are one."""

from __future__ import annotations

import re
from functools import lru_cache

from air.phrases import pieces

_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-öø-ÿ])")
_SEPARATORS = re.compile(r"[_\-/.\s]+")
_FILLERS = "the of a an de het een van der die das des du la le les el los del do da w z"
FILLERS = frozenset(_FILLERS.split())  # say nothing between the words of a name


def spoken(name: str) -> str:
    """The name as a phrase.

    >>> spoken("invoiceDate"), spoken("PONumber"), spoken("your_reference")
    ('invoice Date', 'PO Number', 'your reference')
    """
    return _SEPARATORS.sub(" ", _CAMEL.sub(" ", name)).strip()


@lru_cache(maxsize=20_000)
def words_of(phrase: str) -> tuple[str, ...]:
    """Its words in lower case without accents; those that say nothing are left out where others remain.

    >>> words_of("Date of the Invoice"), words_of("invoiceDate"), words_of("de")
    (('date', 'invoice'), ('invoice', 'date'), ('de',))
    """
    found = tuple(pieces(spoken(phrase)))
    return tuple(word for word in found if word not in FILLERS) or found
