"""Label words on a page: phrases of the lexicon, such as "Invoice No." or "Te betalen", found line by line.

A phrase may be several words; the longest wins. One phrase can stand for several concepts ("Referenz"); which is meant
is for the models to learn from what stands around.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from air import lexicon
from air.candidates.lines import SearchLine
from air.document import Box
from air.vocabulary import CULTURES
from air.wordlists import FREQUENT

# What features speak of: a name here, the concepts of the lexicon behind it. The order is part of the models' contract.
LABELS: dict[str, tuple[str, ...]] = {
    "invoice_number": ("invoice_number", "credit_note_number"),
    "receipt_number": ("receipt_number", "receipt_meta"),
    "invoice_date": ("invoice_date",),
    "due_date": ("due_date",),
    "payment_term": ("payment_term_label", "payment_term"),
    "delivery_date": ("delivery_date", "service_period", "validity"),
    "order_date": ("order_date",),
    "customer_number": ("customer_number",),
    "your_reference": ("your_reference", "ordered_by", "buyer_routing_reference", "subject"),
    "our_reference": ("our_reference", "seller_contact", "contact_person"),
    "order_number": ("order_number",),
    "sales_order": ("sales_order_number", "delivery_note_number", "col_delivery_note", "original_invoice_number"),
    "contract": ("contract_number",),
    "project": ("project_number", "cost_centre"),
    "coc_number": ("coc_number", "other_registration"),
    "vat_number": ("vat_number",),
    "customer_vat": ("customer_vat_number",),
    "tax_number": ("tax_number",),
    "iban": ("iban", "bank_details_heading"),
    "account": (
        "account_number", "bank_code", "bic", "bank_name", "account_holder", "mandate_reference", "creditor_id",
    ),
    "payment_reference": ("structured_payment_reference",),
    "phone": ("phone", "fax"),
    "online": ("email", "website"),
    "subtotal": ("subtotal",),
    "total_excl": ("total_excl_tax", "excl_tax_suffix"),
    "total_tax": ("total_tax",),
    "total_incl": ("total_incl_tax", "incl_tax_suffix"),
    "amount_due": ("amount_due",),
    "paid": ("already_paid", "prepayment", "previous_balance"),
    "discount": ("discount", "cash_discount"),
    "extra": ("shipping", "surcharge", "tip", "container_deposit"),
    "rounding": ("rounding",),
    "change": ("change",),
    "tendered": ("cash", "card"),
    "tax_base": ("base_amount", "taxable"),
    "tax_word": ("tax_word", "tax_rate_column", "vat_summary_title"),
    "withholding": ("withholding_tax", "equivalence_surcharge"),
    "currency": ("currency", "exchange_rate"),
    "exempt": ("exempt", "reverse_charge", "intra_community", "export", "small_business", "margin_scheme"),
    "title_invoice": ("title_invoice",),
    "title_credit": ("title_credit_note",),
    "title_receipt": ("title_receipt",),
    "title_other": (
        "title_pro_forma", "title_reminder", "title_statement", "title_quote", "title_order_confirmation",
        "title_delivery_note",
    ),
    "buyer": ("bill_to", "sold_to", "customer", "attention"),
    "ship_to": ("ship_to",),
    "seller": ("from", "supplier"),
    "table": (
        "col_description", "col_article_code", "col_quantity", "col_unit", "col_unit_price", "col_gross_price",
        "col_net_price",
        "col_line_total", "col_line_total_incl", "col_vat_percent", "col_vat_amount", "col_discount_percent",
        "col_line_number",
    ),
    "page": ("page_of",),
    "time": ("time",),
}  # fmt: skip
LABEL_NAMES = tuple(LABELS)

CURRENCY_WORDS = frozenset({"rm", "eur", "usd", "gbp", "pln", "chf", "euro", "zl"})
LONGEST_PHRASE = 7  # words
SHORTEST_MISREAD, LONG_MISREAD = 5, 9  # letters of words that may be misread by one letter, by two
SHORTEST_GLUED = 6  # letters
_INNER_CAPITAL = re.compile(r"(?<=[^\W\d_][a-zà-öø-ÿ])(?=[A-ZÀ-Þ])")
_PREFIX = re.compile(r"[^\d:#]+[:#.°]+(?=\d|\w*\d)")
_PIECES = re.compile(r"[^\W\d_]+|%|\d+(?:[.,]\d+)?%?")


@dataclass(frozen=True, slots=True)
class Label:
    """A phrase on a page that the lexicon knows."""

    meanings: tuple[tuple[str, float], ...]  # label name and how usual the phrase is for it (0 to 1), best first
    concepts: frozenset[str]  # of the lexicon
    cultures: frozenset[str]  # languages that use the phrase
    page_index: int
    line_index: int
    first_word: int
    last_word: int
    box: Box
    text: str

    @property
    def name(self) -> str:
        return self.meanings[0][0]


@dataclass(slots=True)
class _Node:
    """A node of the tree of phrases."""

    children: dict[str, _Node]
    entries: list[tuple[str, str, int]]  # concept, culture, weight


def normal(text: str) -> str:
    """Lower case without accents, as label words are compared.

    >>> normal("N° de Réf.")
    'n° de ref.'
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("ł", "l").replace("ß", "ss"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def pieces(text: str) -> list[str]:
    """The words of a phrase, without punctuation and numbers.

    >>> pieces("Fact.nr.: 12"), pieces("BTW-bedrag 21%")
    (['fact', 'nr'], ['btw', 'bedrag', '%'])
    """
    found = (piece.lstrip("0123456789.,") for piece in _PIECES.findall(normal(text)))
    return [piece for piece in found if piece]


def find_labels(lines: Iterable[SearchLine]) -> tuple[Label, ...]:
    """All phrases of the lexicon in the lines; phrases don't overlap and don't cross wide gaps."""
    return tuple(label for line in lines for label in _labels_of(line))


def _labels_of(line: SearchLine) -> Iterable[Label]:
    tokens: list[tuple[str, int]] = []  # piece, index of its word
    gaps: list[int] = []  # for each token the run of words without a wide gap
    run = 0
    for index, word in enumerate(line.line.words):
        if index and line.text[line.starts[index] - 1] == "\t":
            run += 1
        fuzzy = word.confidence < 1
        for piece in _word_pieces(word.text, fuzzy):
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


def _longest(
    tokens: list[tuple[str, int]], gaps: list[int], start: int
) -> tuple[int, tuple[tuple[str, str, int], ...]]:
    node, best_end = _tree(), start
    best: tuple[tuple[str, str, int], ...] = ()
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


def _label(line: SearchLine, first: int, last: int, entries: tuple[tuple[str, str, int], ...]) -> Label:
    words = line.line.words[first : last + 1]
    meanings, concepts, cultures = _meaning(entries)
    text = " ".join(word.text for word in words)
    return Label(
        meanings, concepts, cultures, line.page.index, line.index, first, last, Box.around(w.box for w in words), text
    )


@lru_cache(maxsize=20_000)
def _meaning(
    entries: tuple[tuple[str, str, int], ...],
) -> tuple[tuple[tuple[str, float], ...], frozenset[str], frozenset[str]]:
    weights: dict[str, float] = defaultdict(float)
    names = _names_of_concepts()
    for concept, _, weight in entries:
        if concept in names:
            weights[names[concept]] = max(weights[names[concept]], weight / 5)
    meanings = tuple(sorted(weights.items(), key=lambda item: (-item[1], item[0]))) or (("", 0.0),)
    return meanings, frozenset(e[0] for e in entries), frozenset(e[1] for e in entries)


@lru_cache(maxsize=50_000)
def _word_pieces(word: str, fuzzy: bool) -> tuple[str, ...]:
    """The pieces of a word; of an address or a code (DE199952957) none, of Nr:4711 what stands before the sign."""
    if "@" in word or word.startswith(("www.", "http")):
        return ()
    if any(c.isdigit() for c in word):
        prefix = _PREFIX.match(word)
        word = prefix[0] if prefix else "%" if word.endswith("%") else ""
    if not fuzzy:
        return tuple(pieces(word))
    found = pieces(_INNER_CAPITAL.sub(" ", word))
    return tuple(part for piece in found for part in _glued().get(piece) or (_nearest(piece),))


@lru_cache(maxsize=50_000)
def _nearest(piece: str) -> str:
    """The known word that an OCR engine may have misread as `piece`: one letter off, two in long words."""
    known = _known_words()
    if len(piece) < SHORTEST_MISREAD or piece in known:
        return piece
    limit = 1 if len(piece) < LONG_MISREAD else 2
    match = process.extractOne(piece, known, scorer=OSA.distance, score_cutoff=limit)
    return match[0] if match else piece


@cache
def _names_of_concepts() -> dict[str, str]:
    return {concept: name for name, concepts in LABELS.items() for concept in concepts}


@cache
def _known_words() -> tuple[str, ...]:
    return tuple(sorted({word for phrase in _phrases() for word in phrase if len(word) >= SHORTEST_MISREAD}))


@cache
def _glued() -> dict[str, tuple[str, ...]]:
    """Phrases as an OCR engine may read them, without their spaces: "netapayer" is net, a, payer."""
    return {
        "".join(phrase): phrase for phrase in _phrases() if len(phrase) > 1 and len("".join(phrase)) >= SHORTEST_GLUED
    }


@cache
def _tree() -> _Node:
    root = _Node({}, [])
    for phrase, entries in _phrases().items():
        node = root
        for piece in phrase:
            node = node.children.setdefault(piece, _Node({}, []))
        node.entries.extend(entries)
    return root


@cache
def _phrases() -> dict[tuple[str, ...], list[tuple[str, str, int]]]:
    """All phrases as pieces, with what they mean: concept, culture, weight."""
    phrases: dict[tuple[str, ...], list[tuple[str, str, int]]] = defaultdict(list)
    wanted = _names_of_concepts()
    for concept in lexicon.concepts():
        if concept not in wanted:
            continue
        for culture in CULTURES:
            for term in lexicon.terms(concept, culture):
                phrase = tuple(pieces(re.sub(r"%[dps]", " ", term.text))[:LONGEST_PHRASE])
                if phrase and (len(phrase) > 1 or len(phrase[0]) > 1):
                    phrases[phrase].append((concept, culture, term.weight))
    return dict(phrases)
