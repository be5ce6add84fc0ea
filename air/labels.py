"""Label words on a page: phrases of the lexicon, such as "Invoice No." or "Te betalen", found line by line.

A phrase may be several words; the longest wins. One phrase can stand for several concepts ("Referenz"); which is meant
is for the models to learn from what stands around. Words that the lexicon has not are taken for the label they are most
like (`air.likeness`), if they stand where labels stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from air.candidates.lines import SearchLine
from air.document import Box
from air.label import Label
from air.likeness import Pieces, most_like
from air.phrases import LONGEST_PHRASE, Entry, names_of_concepts, phrase_tree, pieces, word_pieces
from air.wordlists import FREQUENT

CURRENCY_WORDS = frozenset({"rm", "eur", "usd", "gbp", "pln", "chf", "euro", "zl"})
MOST_UNKNOWN = 4  # words of a label that the lexicon has not
VALUE_DIGITS = 2  # a word with so many is a value


def find_labels(lines: Iterable[SearchLine]) -> tuple[Label, ...]:
    """All labels in the lines, in reading order; they don't overlap and don't cross wide gaps."""
    return tuple(label for line in lines for label in _labels_of(line))


def _labels_of(line: SearchLine) -> list[Label]:
    known = known_labels(line)
    likely = [
        _likely_label(line, first, last, *likeness)
        for first, last, words in unknown_words(line, known)
        if (likeness := most_like(words))
    ]
    return sorted([*known, *likely], key=lambda label: label.first_word) if likely else known


def known_labels(line: SearchLine) -> list[Label]:
    """The phrases of the lexicon in a line."""
    return list(_known_labels(line))


def unknown_words(line: SearchLine, known: Iterable[Label]) -> Iterator[tuple[int, int, Pieces]]:
    """Where labels stand and none is known: the first words of a line, and behind a wide gap, up to a value.

    Yields the first and the last word and their pieces, four words at most.
    """
    taken = {at for label in known for at in range(label.first_word, label.last_word + 1)}
    words = line.line.words
    start = 0
    while start < len(words):
        end = start + 1
        while end < len(words) and line.text[line.starts[end] - 1] != "\t":
            end += 1
        stop = next((at for at in range(start, end) if _is_value(words[at].text)), end)
        if 0 < stop - start <= MOST_UNKNOWN and taken.isdisjoint(range(start, stop)):
            found = tuple(pieces(" ".join(word.text for word in words[start:stop])))
            if 0 < len(found) <= LONGEST_PHRASE:
                yield start, stop - 1, found
        start = end


def _is_value(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= VALUE_DIGITS


def _likely_label(line: SearchLine, first: int, last: int, name: str, likely: float) -> Label:
    words = line.line.words[first : last + 1]
    text, box = " ".join(word.text for word in words), Box.around(word.box for word in words)
    return Label(((name, likely),), frozenset(), frozenset(), line.page.index, line.index, first, last, box, text)


def _known_labels(line: SearchLine) -> Iterator[Label]:
    tokens: list[tuple[str, int]] = []  # piece, index of its word
    gaps: list[int] = []  # for each token the run of words without a wide gap
    run = 0
    for index, word in enumerate(line.line.words):
        if index and line.text[line.starts[index] - 1] == "\t":
            run += 1
        fuzzy = word.confidence < 1
        for piece in word_pieces(word.text, fuzzy):
            tokens.append((piece, index))
            gaps.append(run)
    position = 0
    while position < len(tokens):
        end, entries = _longest(tokens, gaps, position)
        if entries and (end - position > 1 or _announces(line, *tokens[position])):
            yield _label(line, tokens[position][1], tokens[end - 1][1], entries)
            position = end
        else:
            position += 1


def _longest(tokens: list[tuple[str, int]], gaps: list[int], start: int) -> tuple[int, tuple[Entry, ...]]:
    node, best_end = phrase_tree(), start
    best: tuple[Entry, ...] = ()
    for end in range(start, min(start + LONGEST_PHRASE, len(tokens))):
        if gaps[end] != gaps[start]:
            break
        child = node.children.get(tokens[end][0])
        if child is None:
            break
        node = child
        if node.entries:
            best, best_end = tuple(node.entries), end + 1
    return best_end, best


def _announces(line: SearchLine, piece: str, index: int) -> bool:
    """False for a currency in front of a number ("RM 12.00") and for function words within a sentence."""
    words = line.line.words
    if piece in CURRENCY_WORDS and index + 1 < len(words) and words[index + 1].text[:1].isdigit():
        return False
    return piece not in _frequent() or _stands_out(line, index)


def _stands_out(line: SearchLine, index: int) -> bool:
    """True if the word has a colon or wide gaps on both sides: "De :" announces, "de" in a sentence does not."""
    start = line.starts[index]
    end = start + len(line.line.words[index].text)
    alone = (start == 0 or line.text[start - 1] == "\t") and (end == len(line.text) or line.text[end] == "\t")
    return alone or line.line.words[index].text.endswith(":") or line.text[end : end + 2] == " :"


@cache
def _frequent() -> frozenset[str]:
    """Function words of all languages, as pieces."""
    return frozenset(piece for words in FREQUENT.values() for word in words.split() for piece in pieces(word))


def _label(line: SearchLine, first: int, last: int, entries: tuple[Entry, ...]) -> Label:
    words = line.line.words[first : last + 1]
    meanings, concepts, cultures = _meaning(entries)
    text = " ".join(word.text for word in words)
    return Label(
        meanings, concepts, cultures, line.page.index, line.index, first, last, Box.around(w.box for w in words), text
    )


@lru_cache(maxsize=20_000)
def _meaning(
    entries: tuple[Entry, ...],
) -> tuple[tuple[tuple[str, float], ...], frozenset[str], frozenset[str]]:
    weights: dict[str, float] = defaultdict(float)
    names = names_of_concepts()
    for concept, _, weight in entries:
        if concept in names:
            weights[names[concept]] = max(weights[names[concept]], weight / 5)
    meanings = tuple(sorted(weights.items(), key=lambda item: (-item[1], item[0]))) or (("", 0.0),)
    return meanings, frozenset(e[0] for e in entries), frozenset(e[1] for e in entries)
