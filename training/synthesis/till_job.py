"""What every section of a receipt needs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from training.synthesis.chance import Chance
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.till import Till


@dataclass(frozen=True, slots=True)
class Job:
    """A receipt being printed; `style` is the layout's chance, `chance` the document's."""

    till: Till
    design: Design
    content: Content
    style: Chance
    chance: Chance

    def letter(self, rate: Decimal) -> str:
        """The mark of a tax rate; empty if the till has none."""
        place = [tax.rate for tax in self.content.totals.taxes].index(rate)
        letters = self.till.strip.letters
        return letters[place] if place < len(letters) else ""

    def time(self, style: Chance) -> str:
        """A time of day."""
        shape = f"{style.choice(('1#', '1#', '09'))}:{style.randint(0, 5)}#"
        tail = style.choice(("", "", ":12", " Uhr" if self.design.words.language == "de" else " PM", ":4#PM"))
        return self.chance.fork("time").fill(shape + tail)
