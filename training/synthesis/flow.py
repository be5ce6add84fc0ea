"""The flow of a document down its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from training.synthesis.blocks import Block
from training.synthesis.sheet import Sheet


@dataclass
class Flow:
    """Where the next block goes, and what to draw when a page begins."""

    sheet: Sheet
    left: float
    right: float
    top: float  # of the body on following pages
    bottom: float  # above the footer
    y: float
    on_new_page: Callable[[], None]

    @property
    def width(self) -> float:
        return self.right - self.left

    def next_page(self) -> None:
        """Start a page."""
        self.sheet.new_page()
        self.y = self.top
        self.on_new_page()

    def place(self, block: Block, *, left: float | None = None, width: float | None = None, gap: float = 8.0) -> None:
        """Draw a block below what is there; on the next page if this one has no room."""
        left, width = self.left if left is None else left, self.width if width is None else width
        height = block.height(width)
        if self.y + height > self.bottom and self.y > self.top:
            self.next_page()
        block.draw(self.sheet, left, self.y, width)
        self.y += height + gap
