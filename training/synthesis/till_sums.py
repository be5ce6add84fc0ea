"""The sums of a receipt: before tax, tax, total, rounding in cash, tips to fill in, tender and change."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

from training.synthesis.chance import Chance
from training.synthesis.formats import SIGNS
from training.synthesis.sheet import TAX_SUM, Note
from training.synthesis.till_job import Job
from training.synthesis.totals import SAYS_NET

ZEROS = ("discount", "surcharge", "rounding")
SAYS_TOTAL = (
    "TOTAL",
    "Total",
    "Net Total",
    "Rounded Total",
    "Total Rounded",
    "NET TOTAL",
    "Nett",
    "Total Payable",
    "Net Amt",
)


def print_sums(job: Job) -> None:
    """Everything between the lines and the tax table."""
    totals, style, words = job.content.totals, job.style.fork("totals"), job.design.words
    number, is_gross = job.design.formats.number, job.content.supplier.is_gross
    if style.happens(0.2):
        job.till.pair(words.label("item_count"), str(len(job.content.items)))
    if style.happens(0.4) and is_gross and not SAYS_NET.search(words.label("subtotal")):
        job.till.pair(words.label("subtotal"), number(totals.lines))
    if not is_gross and totals.tax:
        _net(job, tax_label=words.label("tax_word") or "Tax")
    elif is_gross and totals.tax and style.happens(0.45 if job.content.supplier.abroad else 0.2):
        _net(job, tax_label=words.label("total_tax"))
    _zeros(job, style.fork("zeros"))
    _total(job, style)
    _tip(job, style.fork("tip"))
    _tender(job, style)
    job.till.y += 3


def _net(job: Job, *, tax_label: str) -> None:
    """Net and tax over the total."""
    totals, words, number = job.content.totals, job.design.words, job.design.formats.number
    notes = (Note(TAX_SUM, f"{totals.tax:f}"),)
    job.till.pair(words.label("total_excl_tax"), number(totals.net), (Note("TotalAmountExclTax", f"{totals.net:f}"),))
    job.till.pair(tax_label, number(totals.tax), notes)


def _zeros(job: Job, style: Chance) -> None:
    """Lines that tills print though there is nothing to say."""
    for concept in ZEROS:
        if style.happens(0.14) and not (concept == "rounding" and job.content.totals.rounding):
            job.till.pair(job.design.words.label(concept), job.design.formats.number(Decimal("0.00")))


def _total(job: Job, style: Chance) -> None:
    """The total; where cash is rounded and a rounded total follows under that name, that one is the answer."""
    totals, words = job.content.totals, job.design.words
    label = words.label("total_incl_tax" if style.happens(0.8) else "amount_due")
    form = style.fork("rounded").weighted((("total", 5), ("due", 2), ("bare", 1)))
    if not totals.rounding:
        _amount(job, label, totals.gross, "TotalAmountInclTax", style)
        if style.happens(0.2):
            job.till.pair(words.label("amount_due"), job.design.formats.number(totals.due))
        return
    is_rounded = form == "total"
    _amount(job, label, totals.gross, "" if is_rounded else "TotalAmountInclTax", style, strong=not is_rounded)
    job.till.pair(words.label("rounding") or "Rounding", job.design.formats.number(totals.rounding))
    if is_rounded:
        again = style.choice(SAYS_TOTAL) if words.language == "en" else words.label("amount_due")
        _amount(job, again, totals.due, "TotalAmountInclTax", style)
    elif form == "due":
        job.till.pair(words.label("amount_due"), job.design.formats.number(totals.due))


def _amount(job: Job, label: str, value: Decimal, field: str, style: Chance, *, strong: bool = True) -> None:
    """An amount: bare, with its currency, or with the currency between label and amount."""
    formats, look = job.design.formats, style.fork("look")
    form = look.weighted((("formatted", 5), ("bare", 4), ("between", 3)))
    shown = formats.total(value) if form == "formatted" else formats.number(value)
    if form == "between":
        code = look.choice((SIGNS[formats.currency], formats.currency, f"({SIGNS[formats.currency]})"))
        label = f"{label} {code}"
    currency = (Note("Currency", formats.currency),) if form == "between" or shown != formats.number(value) else ()
    notes = ((Note(field, f"{value:f}"),) if field else ()) + currency
    is_bold, scale = look.happens(0.7), look.choice((1.0, 1.2, 1.5))
    job.till.pair(label, shown, notes, bold=is_bold and strong, scale=scale if strong else 1.0)


def _tip(job: Job, style: Chance) -> None:
    """Lines to fill in by hand: a tip, and a total with it."""
    label = job.design.words.label("tip")
    if label and style.happens(0.12 if job.design.words.language == "en" else 0.02):
        dots = style.choice((".", "_")) * 12
        job.till.pair(label, dots)
        job.till.pair("TOTAL" if style.happens(0.7) else "Total", dots)


def _tender(job: Job, style: Chance) -> None:
    """How it was paid."""
    due, words, number = job.content.totals.due, job.design.words, job.design.formats.number
    if job.till.strip.has_card:
        job.till.pair(words.label("card"), number(due))
    elif style.happens(0.8):
        notes = style.choice((5, 5, 10, 20, 50, 100))
        given = max(due, (due / notes).to_integral_value(ROUND_UP) * notes)
        job.till.pair(words.label("cash"), number(given))
        change = -(given - due) if style.happens(0.12) else given - due
        job.till.pair(words.label("change"), number(change))
