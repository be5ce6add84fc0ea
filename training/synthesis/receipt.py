"""Till receipts: shop, date and numbers, lines, sums, tax, card slip and thanks, in the order of one till."""

from __future__ import annotations

from training.synthesis import facts, meta
from training.synthesis.asides import aside_labels
from training.synthesis.chance import Chance
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.header import title
from training.synthesis.references import draw_reference
from training.synthesis.sheet import Note, Sheet
from training.synthesis.till import ENDLESS, Till, draw_strip
from training.synthesis.till_items import print_items
from training.synthesis.till_job import Job
from training.synthesis.till_slip import print_slip
from training.synthesis.till_sums import print_sums
from training.synthesis.till_tax import print_taxes

TITLES_ABROAD = (
    "TAX INVOICE",
    "Tax Invoice",
    "CASH BILL",
    "Simplified Tax Invoice",
    "Receipt",
    "GUEST CHECK",
    "INVOICE",
)


def draw_receipt(design: Design, content: Content, chance: Chance) -> Sheet:
    """Draw a receipt on one page as long as it needs."""
    strip = draw_strip(design)
    blind = _print(Till(Sheet(strip.width, ENDLESS), strip), design, content, chance)
    return _print(Till(Sheet(strip.width, blind.y + strip.margin * 2), strip), design, content, chance).sheet


def _print(till: Till, design: Design, content: Content, chance: Chance) -> Till:
    job = Job(till, design, content, design.chance.fork("till"), chance.fork("till"))
    strip = till.strip
    _head(job)
    if strip.date_at == "top":
        _when(job)
    till.rule()
    print_items(job)
    till.rule()
    print_sums(job)
    if strip.tax_after_card and strip.has_card:
        print_slip(job)
    print_taxes(job)
    if strip.has_card and not strip.tax_after_card:
        print_slip(job)
    if strip.numbers_at == "bottom":
        _numbers(job)
    if strip.date_at == "bottom":
        _when(job)
    _thanks(job)
    return till


def _head(job: Job) -> None:
    party, style = job.content.supplier.party, job.style.fork("head")
    show = job.till.middle if style.happens(0.8) else job.till.start
    show(party.name, (Note("SupplierName", party.name),), bold=style.happens(0.7), scale=style.choice((1.0, 1.3, 1.7)))
    show(party.address.street)
    postal = facts.postal_text(job.content)
    show(postal.text, postal.notes)
    if job.till.strip.numbers_at == "top":
        _numbers(job)
    if style.happens(0.4):
        own = job.style.fork("title").choice(TITLES_ABROAD) if job.content.supplier.abroad else ""
        show(own or title(job.design, job.content), bold=True)
    job.till.y += 4


def _numbers(job: Job) -> None:
    """Phone, VAT number and the like, with labels; some in brackets, the VAT number here and there without a label."""
    style = job.style.fork("numbers")
    entries = facts.seller_entries(job.design, job.content)
    colon, is_centred, is_bracketed, is_bare = (
        style.choice((":", "", " :")),
        *(style.happens(p) for p in (0.7, 0.1, 0.06)),
    )
    for name in style.some(("phone", "vat", "coc", "tax_number", "website", "email", "fax"), 0.45):
        if name not in entries:
            continue
        entry = entries[name]
        text = entry.value if is_bare and name == "vat" else f"{entry.label}{colon} {entry.value}"
        text = f"({text})" if is_bracketed and name in ("vat", "coc") else text
        job.till.middle(text, entry.notes) if is_centred else job.till.line(text, "", entry.notes)


def _when(job: Job) -> None:
    """Date, time, number, till and cashier."""
    content, style, till = job.content, job.style.fork("when"), job.till
    formats = job.design.formats
    day = formats.day(content.day) if style.happens(0.4) else formats.short_day(content.day)
    notes = (Note("InvoiceDate", f"{content.day:%Y-%m-%d}"),)
    label = style.choice(
        (job.design.words.label("invoice_date"), "Date" if job.design.words.language == "en" else "Datum")
    )
    label = label + job.design.labels.colon if style.happens(0.45) else ""
    number = meta.meta_entry("number", job.design, content)
    form = style.weighted(
        (("apart", 4), ("together", 4), ("cells", 2), ("codes", 2.5), ("time first", 1.5), ("glued", 0.7))
    )
    if form == "cells" and number:
        _cells(job, day, style)
        return
    time = job.time(style)
    fill = job.chance.fork("codes").fill
    shapes = {
        "apart": (f"{label} {day}", time),
        "together": (f"{label} {day} {time}", ""),
        "time first": (f"{label} {time} {day}", ""),
        "glued": (f"{label}{day}", time),
        "codes": (f"{fill(style.choice(('####', '##', '###-##')))} {fill('######/##')} {day} {time}", ""),
    }
    left, right = shapes.get(form, shapes["apart"])
    till.line(left.strip(), right, notes)
    if style.happens(0.6) and number:
        till.line(f"{number.label}{job.design.labels.colon} {number.value}", "", number.notes)
    _more(job, style)


def _cells(job: Job, day: str, style: Chance) -> None:
    """Date, number and codes in columns under their names."""
    content, till, words = job.content, job.till, job.design.words
    number = meta.meta_entry("number", job.design, content)
    more = tuple(words.term("receipt_meta", style.fork(str(i)))[:9] for i in range(style.randint(0, 2)))
    till.cells((words.label("invoice_date"), number.label if number else "", *more), align="left")
    notes = (Note("InvoiceDate", f"{content.day:%Y-%m-%d}"), *(number.notes if number else ()))
    values = (day, number.value if number else "", *(job.chance.fork(m).fill("##") for m in more))
    till.cells(values, notes, align="left")


def _more(job: Job, style: Chance) -> None:
    """Cashier, table, member number and the like."""
    for index in range(style.randint(0, 3)):
        own, term = style.fork(str(index)), job.design.words.term("receipt_meta", style.fork(str(index)))
        if own.happens(0.2):
            label = own.choice(aside_labels("code", job.design.words.language))
            job.till.line(f"{label}: {draw_reference('sale', job.chance.fork(label))}")
        else:
            job.till.line(
                f"{term}{own.choice((':', '', ' :'))} {job.chance.fork(term).fill(own.choice(('##', '####', '#')))}"
            )


def _thanks(job: Job) -> None:
    style, till = job.style.fork("thanks"), job.till
    till.y += 5
    if style.happens(0.7):
        till.middle(job.design.words.label("greeting_thanks"))
    if style.happens(0.2):
        till.middle(job.content.supplier.party.website)
    if till.strip.has_barcode:
        till.bars(job.chance.fork("bars").fill("#" * style.choice((12, 20, 24))), job.chance.fork("bar widths"))
