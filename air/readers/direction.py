"""Which way the text of a page runs, from how its characters follow each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from air.readers.textlayer import Chars

RIGHT, DOWN, LEFT, UP, SLANTED = range(5)  # quarters clockwise from normal text; slanted text is a watermark or seal
SMALL_STEP = 3.0  # font sizes from character to character; a longer step goes to other text
SLANT = 0.2  # of the longer side of a step: what leans more is slanted
MIN_SLANTED = 3  # steps, so that a raised figure is not taken for slanted text


def directions(chars: Chars) -> NDArray[np.int64]:
    """One of the five directions for every character; a single character goes with the word before it."""
    count = len(chars.codes)
    if count < 2:
        return np.zeros(count, np.int64)
    words = np.cumsum(chars.starts_word) - int(chars.starts_word[0])
    middle = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    size = np.maximum(chars.boxes[1:, 3] - chars.boxes[1:, 1], chars.boxes[1:, 2] - chars.boxes[1:, 0])
    step = np.diff(middle, axis=0)
    is_step = (words[1:] == words[:-1]) & (np.abs(step).max(axis=1) < SMALL_STEP * size)
    step[~is_step] = 0
    total = np.zeros((words[-1] + 1, 2))
    np.add.at(total, words[1:], step)
    if (total[:, 0] >= 3 * np.abs(total[:, 1])).all():
        return np.zeros(count, np.int64)  # nearly every page
    steps = np.bincount(words[1:], is_step, minlength=len(total)).astype(np.float64)
    found = _carried(_word_directions(total, steps), steps)
    return np.asarray(found[words], dtype=np.int64)


def main_direction(found: NDArray[np.int64]) -> int:
    """That of most characters."""
    counts = np.bincount(found, minlength=5)[:SLANTED]
    return int(counts.argmax()) if counts.any() else RIGHT


def _word_directions(total: NDArray[np.float64], steps: NDArray[np.float64]) -> NDArray[np.int64]:
    x, y = total.T
    result = np.where(np.abs(x) >= np.abs(y), np.where(x >= 0, RIGHT, LEFT), np.where(y >= 0, DOWN, UP))
    shorter, longer = np.sort(np.abs(total), axis=1).T
    result[(shorter > SLANT * longer) & (steps >= MIN_SLANTED)] = SLANTED
    return result


def _carried(found: NDArray[np.int64], steps: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give words of one character the direction of the word before; at the start, of the first that has one."""
    known = np.flatnonzero(steps > 0)
    if not len(known):
        return np.zeros_like(found)
    source = np.maximum.accumulate(np.where(steps > 0, np.arange(len(found)), known[0]))
    return np.asarray(found[source], dtype=np.int64)
