"""Tax that a receipt's total holds, per rate: in a table of many orders, in lines, or in sentences."""

from __future__ import annotations

from decimal import Decimal

from training.synthesis.money import TaxSum
from training.synthesis.sheet import Note
from training.synthesis.tax_table import tax_note
from training.synthesis.till_job import Job

ORDERS = (
    (("rate", "base", "tax"), 4), (("rate", "base", "tax", "gross"), 5), (("rate", "tax", "base", "gross"), 3),
    (("rate", "gross", "base", "tax"), 2), (("rate", "tax", "base"), 1), (("code", "rate", "base", "tax"), 3),
    (("code", "base", "tax"), 1.5), (("gross", "rate", "tax", "base"), 0.5), (("base", "rate", "tax"), 1),
)  # fmt: skip
CODES = ("SZE", "SZE", ("SR", "ZR", "ES"), ("S", "Z", "E"), "ABC", "123", "ZSE")


def print_taxes(job: Job) -> None:
    """The section, in the till's form."""
    form = job.till.strip.tax
    if not job.content.supplier.is_gross or form == "none":
        return
    if form == "table":
        _table(job)
        return
    for index, tax in enumerate(job.content.totals.taxes):
        _line(job, index, tax) if form == "line" else _sentence(job, index, tax)


def _line(job: Job, index: int, tax: TaxSum) -> None:
    notes = (tax_note(index, tax, 1, "rate", "amount"),)
    job.till.pair(f"{_tax_word(job)} {_rate(job, tax.rate)}", job.design.formats.number(tax.tax), notes)


def _sentence(job: Job, index: int, tax: TaxSum) -> None:
    """Of which tax, and what it is counted on."""
    letter = f" ({job.letter(tax.rate)})" if job.letter(tax.rate) else ""
    held, word = job.style.fork("held").choice(("incl.", "Incl.", "inkl.", "enth.", "", "*")), _tax_word(job)
    text = f"{held} {_rate(job, tax.rate)} {word}{letter}".strip()
    number, base = job.design.formats.number, job.design.words.label("base_amount")
    if job.style.fork("one line").happens(0.25):
        notes = (tax_note(index, tax, 1, "rate", "base", "amount"),)
        job.till.line(f"{text} {number(tax.tax)} {base} {number(tax.base)}", "", notes)
        return
    job.till.pair(text, number(tax.tax), (tax_note(index, tax, 1, "rate", "amount"),))
    job.till.pair(f"{base}{letter}", number(tax.base), (tax_note(index, tax, 1, "base"),))


def _table(job: Job) -> None:
    """Columns under headings, with a title, codes and a row of sums in some layouts."""
    style, totals = job.style.fork("tax table"), job.content.totals
    kinds, codes = style.weighted(ORDERS), style.choice(CODES)
    has_title, has_heads, has_signs, has_sum = (style.happens(p) for p in (0.35, 0.9, 0.12, 0.3))
    if has_title and (title := job.design.words.label("vat_summary_title")):
        job.till.line(title, bold=style.happens(0.4))
    if has_heads:
        job.till.cells(_heads(job, kinds, has_signs=has_signs))
    parts = [part for part, kind in (("rate", "rate"), ("base", "base"), ("amount", "tax")) if kind in kinds]
    for index, tax in enumerate(totals.taxes):
        cells = _cells(job, tax, codes[index % len(codes)])
        job.till.cells(tuple(cells[kind] for kind in kinds), (tax_note(index, tax, 1, *parts),))
    if has_sum:
        _sums(job, kinds)


def _heads(job: Job, kinds: tuple[str, ...], *, has_signs: bool) -> tuple[str, ...]:
    words = job.design.words
    heads = {
        "rate": words.label("tax_rate_column"),
        "base": words.label("base_amount"),
        "tax": words.label("total_tax"),
        "gross": words.label("total_incl_tax"),
        "code": "",
    }
    marks = {"tax": " +", "base": " ="} if has_signs and kinds[:3] == ("rate", "tax", "base") else {}
    return tuple(heads[kind] + marks.get(kind, "") for kind in kinds)


def _cells(job: Job, tax: TaxSum, code: str) -> dict[str, str]:
    formats, letter = job.design.formats, job.letter(tax.rate)
    rate = formats.percent(tax.rate)
    joint = job.style.fork("joint").choice(("=", " ", "  ", ": ", " = "))
    return {
        "rate": f"{letter}{joint}{rate}" if letter else rate,
        "base": formats.number(tax.base),
        "tax": formats.number(tax.tax),
        "gross": formats.number(tax.gross),
        "code": code,
    }


def _sums(job: Job, kinds: tuple[str, ...]) -> None:
    """What the rates add up to."""
    totals, number = job.content.totals, job.design.formats.number
    word = job.style.fork("sum word").choice(("Total", "Summe" if job.design.words.language == "de" else "Total", ""))
    cells = {
        "rate": word,
        "code": word,
        "base": number(totals.net),
        "tax": number(totals.tax),
        "gross": number(totals.gross),
    }
    notes = (Note("TotalAmountExclTax", f"{totals.net:f}"),) if "base" in kinds else ()
    job.till.cells(tuple(cells[kind] for kind in kinds), notes)


def _rate(job: Job, rate: Decimal) -> str:
    text = job.design.formats.percent(rate)
    return text if "%" in text else f"{text}%"


def _tax_word(job: Job) -> str:
    return job.design.words.label("tax_word") or job.design.words.label("total_tax")
