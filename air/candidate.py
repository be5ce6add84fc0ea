"""A candidate: text on a page that could be a field's value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from air.document import Box, Page, Word


@dataclass(frozen=True, slots=True)
class Candidate:
    """Text that could be a field's value: `text` as printed, `value` as understood."""

    kind: str  # one of `KINDS`
    text: str
    value: Decimal | date | str
    words: tuple[Word, ...]
    page: Page
    line_index: int  # of the page
    first_word: int  # index in the line of the first and the last word
    last_word: int
    is_proven: bool = False  # a check digit or a currency sign says that it is what it seems
    box: Box = field(init=False, compare=False)  # around its words

    def __post_init__(self) -> None:
        box = self.words[0].box if len(self.words) == 1 else Box.around(word.box for word in self.words)
        object.__setattr__(self, "box", box)

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Where its words are: page, line, first and last word."""
        return self.page.index, self.line_index, self.first_word, self.last_word

    def is_listed_with(self, other: Candidate) -> bool:
        """True for two values in one and the same word, as "4711,4712" without a space."""
        is_word = self.first_word == self.last_word and self.place == other.place
        return is_word and self.text not in other.text and other.text not in self.text

    def overlaps(self, other: Candidate) -> bool:
        """True if words belong to both, unless they are two values in one word."""
        same_line = self.place[:2] == other.place[:2]
        shares = same_line and self.first_word <= other.last_word and other.first_word <= self.last_word
        return shares and not self.is_listed_with(other)


KINDS = (
    "amount",  # Decimal
    "date",  # date
    "currency",  # str, ISO 4217
    "reference",  # str, numbers of invoices, orders, customers, contracts
    "iban",  # str without spaces
    "vat_number",  # str without spaces and punctuation
    "coc_number",  # str as printed
    "payment_reference",  # str without spaces and punctuation, check digits right
    "email",  # str
    "postal_code",  # str
)
