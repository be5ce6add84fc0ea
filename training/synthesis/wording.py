"""The label words of one layout: one term per concept, drawn by weight, and never one word for two concepts."""

from __future__ import annotations

import re
from functools import cache

from air import lexicon
from training.synthesis.chance import Chance

SCENES = {  # styles of terms that fit a kind of document; other styled terms are rare there
    "receipt": frozenset({"receipt", "hospitality", "informal", "abbreviated"}),
    "utility": frozenset({"telecom_utility", "formal"}),
    "webshop": frozenset({"webshop", "informal", "abbreviated"}),
    "goods": frozenset({"formal", "abbreviated", "old_fashioned", "trade"}),
    "services": frozenset({"formal", "abbreviated", "old_fashioned", "trade", "software"}),
}
REGIONS = frozenset({"nl", "be", "fr", "de", "at", "ch", "gb", "us"})
FAMILIES = {  # concepts that may share their words without contradiction
    "total_incl_tax": "total", "amount_due": "total", "col_line_total": "column", "col_description": "column",
    "tax_word": "tax", "total_tax": "tax", "col_vat_percent": "tax", "col_vat_amount": "tax",
}  # fmt: skip
HOLDS_VALUE = re.compile(r"%[dps]")
TAX_CONCEPTS = frozenset({"total_tax", "tax_word", "col_vat_percent", "col_vat_amount", "tax_rate_column"})
OTHER_TAXES = re.compile(r"\b(GST|HST|PST|QST|IGIC|IPSI|IRPF|Excise|IPT)\b")  # not the taxes that are drawn
ABROAD = "abroad"
HOME = frozenset({"EUR", "GBP", "USD", "PLN"})
VAT_WORDS = re.compile(r"\bV\.?A\.?T\b\.?|\bSales Tax\b")
CURRENCY_WORDS = {
    "EUR": re.compile(r"\bEUR(OS?)?\b|€", re.I), "USD": re.compile(r"\bUSD?\b|(?<![ACS])\$"),
    "GBP": re.compile(r"\bGBP\b|£"),
    "PLN": re.compile(r"\bPLN\b|\bzł", re.I), "CHF": re.compile(r"\bCHF\b|\bSFr", re.I),
    "MYR": re.compile(r"\bMYR\b|\bRM\b"), "SGD": re.compile(r"\bSGD\b|S\$"),
    "AUD": re.compile(r"\bAUD\b|\bA\$"), "CAD": re.compile(r"\bCAD\b|\bC\$"), "NZD": re.compile(r"\bNZD\b"),
    "ZAR": re.compile(r"\bZAR\b"), "AED": re.compile(r"\bAED\b"),
}  # fmt: skip


class Wording:
    """Label words for a language, legislation and scene; the same concept always gives the same words."""

    def __init__(
        self,
        chance: Chance,
        language: str,
        legislation: str,
        scene: str,
        currency: str,
        *,
        casing: str = "",
        tax_name: str = "",
    ) -> None:
        self._tax_name = tax_name  # instead of VAT
        self.language, self.casing, self.currency = language, casing, currency
        self._chance = chance
        self._region = "us" if legislation == "usa" else legislation
        self._scene = scene
        self._chosen: dict[str, str] = {}
        self._owner: dict[str, str] = {}  # words already in use -> family of concepts

    def label(self, concept: str) -> str:
        """Words for the concept, without placeholders."""
        if concept not in self._chosen:
            self._chosen[concept] = self._draw(concept)
        return self._chosen[concept]

    def has(self, concept: str) -> bool:
        """True if the language has words for it."""
        return bool(self._usable(concept, placeholders=False))

    def phrase(self, concept: str, *, number: object = "", rate: str = "", text: str = "") -> str:
        """Words for the concept with %d, %p and %s filled in; none that needs a value that is not given."""
        given = {"%d": str(number), "%p": rate, "%s": text}
        missing = "".join(mark[1] for mark, value in given.items() if not value)
        key = f"{concept}%{missing}"
        if key not in self._chosen:
            usable = [
                (t, w) for t, w in self._usable(concept, placeholders=True) if not re.search(f"%[{missing or '%'}]", t)
            ]
            self._chosen[key] = self._chance.fork(key).weighted(usable) if usable else ""
        filled = self._chosen[key]
        for mark, value in given.items():
            filled = filled.replace(mark, value)
        return filled

    def term(self, concept: str, chance: Chance) -> str:
        """Any words for the concept, drawn anew."""
        usable = self._usable(concept, placeholders=False)
        return chance.weighted(usable) if usable else ""

    def _draw(self, concept: str) -> str:
        chance, family = self._chance.fork(concept), FAMILIES.get(concept, concept)
        usable = self._usable(concept, placeholders=False)
        free = [(text, w) for text, w in usable if self._owner.get(_plain(text), family) == family]
        if not free:
            return ""
        text = chance.weighted(free)
        self._owner[_plain(text)] = family
        return self._cased(text)

    def _usable(self, concept: str, *, placeholders: bool) -> list[tuple[str, float]]:
        key = (concept, self.language, self._region, self._scene, self.currency)
        return [(text, w) for text, w in _fitting_terms(*key) if placeholders or not HOLDS_VALUE.search(text)]

    def _cased(self, text: str) -> str:
        if self._tax_name:
            text = VAT_WORDS.sub(self._tax_name, text)
        if self.casing == "upper":
            return text.upper()
        if self.casing == "lower" and not text.isupper():
            return text[0] + text[1:].lower() if any(c.islower() for c in text) else text
        return text


@cache
def _fitting_terms(concept: str, language: str, region: str, scene: str, currency: str) -> list[tuple[str, float]]:
    """Terms with weights that may be printed there; those of another style than the scene's are rare."""
    found = []
    for term in lexicon.terms(concept, language):
        regions, styles = term.tags & REGIONS, term.tags - REGIONS
        is_other_tax = concept in TAX_CONCEPTS and OTHER_TAXES.search(term.text)
        is_abroad = ABROAD in styles and currency in HOME  # words of countries outside the legislations
        if (regions and region not in regions) or is_other_tax or is_abroad or _is_foreign(term.text, region, currency):
            continue
        found.append((term.text, term.weight * _fit(styles, scene)))
    return found


def _fit(styles: frozenset[str], scene: str) -> float:
    """How well words of these styles go with the scene."""
    return 2.0 if ABROAD in styles else 0.2 if styles and not styles & SCENES[scene] else 1.0


def _is_foreign(text: str, region: str, currency: str) -> bool:
    """True if the words name another currency than the document's, or VAT where there is none."""
    named = [code for code, pattern in CURRENCY_WORDS.items() if pattern.search(text)]
    return bool(named and currency not in named) or (region == "us" and re.search(r"\bVAT\b", text) is not None)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
