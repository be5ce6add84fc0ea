"""Characters of a page to rows of words on the upright page, whichever way the text runs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from air.readers.direction import SLANTED, directions, main_direction
from air.readers.lines import Piece, group_lines
from air.readers.textlayer import Chars, make_pieces, turned

Rows = list[list[Piece]]


def upright_rows(chars: Chars, width: float, height: float) -> tuple[Rows, int]:
    """Rows of words, and how many quarters clockwise the page was turned so that most of its text is upright.

    Text that runs another way (along the margin) follows at the end, its boxes as they lie on the upright page.
    Slanted text is left out.
    """
    found = directions(chars)
    main = main_direction(found)
    turns = -main % 4
    rows = _rows(chars.pick(found == main), turns, width, height)
    if (found == main).all():
        return rows, turns
    size = (height, width) if turns % 2 else (width, height)
    for other in range(SLANTED):
        if other != main and (found == other).any():
            sideways = _rows(chars.pick(found == other), -other % 4, width, height)
            rows += [[_turned_piece(piece, (other - main) % 4, *size) for piece in row] for row in sideways]
    return rows, turns


def _rows(chars: Chars, turns: int, width: float, height: float) -> Rows:
    """Rows of characters that are upright after these turns."""
    boxes = turned(chars.boxes, turns, width, height) if turns else chars.boxes
    return group_lines(make_pieces(Chars(chars.codes, boxes, chars.starts_word)))


def _turned_piece(piece: Piece, turns: int, width: float, height: float) -> Piece:
    """The word as it lies on the page of that size, where its text has `turns` quarters clockwise."""
    box: NDArray[np.float64] = np.array([[piece.left, piece.top, piece.right, piece.bottom]])
    own = (height, width) if turns % 2 else (width, height)
    left, top, right, bottom = turned(box, turns, *own)[0].tolist()
    return Piece(piece.text, left, top, right, bottom, bottom, piece.size, piece.confidence)
