"""Till receipts: shop, lines with gross prices, total, tax by letters, tender and change, card slip."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from air.document import Box
from training.sample import TrueColumn, TrueTable
from training.synthesis import facts, meta
from training.synthesis.chance import Chance
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.formats import SIGNS
from training.synthesis.header import title
from training.synthesis.items import Item
from training.synthesis.money import cents
from training.synthesis.sheet import Note, Sheet
from training.synthesis.tax_table import tax_note
from training.synthesis.till import ENDLESS, Till, draw_strip
from training.synthesis.totals import SAYS_NET

AMOUNT_COLUMN = 55.0  # points at the right edge
SLIPS = (
    "Terminal: ########",
    "Auth: ######",
    "AID: A000000004####",
    "Card: ************####",
    "Trace ######",
    "Merchant ########",
    "Periode: ####",
    "TA-Nr. ######",
    "Terminal-ID ########",
    "Beleg-Nr. ####",
    "Card no. XXXX XXXX XXXX ####",
    "Pos-Info 00 0## 00",
)
BRANDS = (
    "VISA",
    "MAESTRO",
    "Mastercard",
    "V PAY",
    "girocard",
    "Bancontact",
    "Visa Debit",
    "Kartenzahlung",
    "CARTE BANCAIRE",
)


@dataclass(frozen=True, slots=True)
class _Job:
    """What every section needs; `style` is the layout's, `chance` the document's."""

    till: Till
    design: Design
    content: Content
    style: Chance
    chance: Chance


def draw_receipt(design: Design, content: Content, chance: Chance) -> Sheet:
    """Draw a receipt on one page as long as it needs."""
    strip = draw_strip(design)
    blind = _print(Till(Sheet(strip.width, ENDLESS), strip), design, content, chance)
    return _print(Till(Sheet(strip.width, blind.y + strip.margin * 2), strip), design, content, chance).sheet


def _print(till: Till, design: Design, content: Content, chance: Chance) -> Till:
    job = _Job(till, design, content, design.chance.fork("till"), chance.fork("till"))
    strip = till.strip
    _head(job)
    if strip.date_at == "top":
        _when(job)
    till.rule()
    _items(job)
    till.rule()
    _totals(job)
    _taxes(job)
    if strip.has_card:
        _card(job)
    if strip.numbers_at == "bottom":
        _numbers(job)
    if strip.date_at == "bottom":
        _when(job)
    _thanks(job)
    return till


def _head(job: _Job) -> None:
    party, style = job.content.supplier.party, job.style.fork("head")
    show = job.till.middle if style.happens(0.8) else job.till.start
    show(party.name, (Note("SupplierName", party.name),), bold=style.happens(0.7), scale=style.choice((1.0, 1.3, 1.7)))
    show(party.address.street)
    postal = facts.postal_text(job.content)
    show(postal.text, postal.notes)
    if job.till.strip.numbers_at == "top":
        _numbers(job)
    if style.happens(0.3):
        show(title(job.design, job.content), bold=True)
    job.till.y += 4


def _numbers(job: _Job) -> None:
    """Phone, VAT number and the like, with labels."""
    style = job.style.fork("numbers")
    entries = facts.seller_entries(job.design, job.content)
    colon, is_centred = style.choice((":", "", " :")), style.happens(0.7)
    for name in style.some(("phone", "vat", "coc", "tax_number", "website", "email", "fax"), 0.42):
        if name in entries:
            text = f"{entries[name].label}{colon} {entries[name].value}"
            job.till.middle(text, entries[name].notes) if is_centred else job.till.line(text, "", entries[name].notes)


def _when(job: _Job) -> None:
    """Date, time, number, till and cashier."""
    content, style, till = job.content, job.style.fork("when"), job.till
    formats = job.design.formats
    day = formats.day(content.day) if style.happens(0.4) else formats.short_day(content.day)
    time = _time(job, style)
    notes = (Note("InvoiceDate", f"{content.day:%Y-%m-%d}"),)
    label = job.design.words.label("invoice_date") + job.design.labels.colon if style.happens(0.35) else ""
    number = meta.meta_entry("number", job.design, content)
    form = style.weighted((("apart", 4), ("together", 4), ("cells", 2)))
    if form == "cells" and number:
        more = tuple(job.design.words.term("receipt_meta", style.fork(str(i)))[:9] for i in range(style.randint(0, 2)))
        till.cells((job.design.words.label("invoice_date"), number.label, *more), align="left")
        till.cells(
            (day, number.value, *(job.chance.fork(m).fill("##") for m in more)), (*notes, *number.notes), align="left"
        )
        return
    if form == "apart":
        till.line(f"{label} {day}".strip(), time, notes)
    else:
        till.line(f"{label} {day} {time}".strip(), "", notes)
    if style.happens(0.6) and number:
        till.line(f"{number.label}{job.design.labels.colon} {number.value}", "", number.notes)
    for index in range(style.randint(0, 2)):
        term = job.design.words.term("receipt_meta", style.fork(str(index)))
        till.line(f"{term}: {job.chance.fork(term).fill(style.choice(('##', '####', '#')))}")


def _time(job: _Job, style: Chance) -> str:
    shape = f"{style.choice(('1#', '1#', '09'))}:{style.randint(0, 5)}#"
    tail = style.choice(("", "", ":12", " Uhr" if job.design.words.language == "de" else ""))
    return job.chance.fork("time").fill(shape) + tail


def _items(job: _Job) -> None:
    """The lines, and where they stand."""
    till, top, row_tops = job.till, job.till.y, []
    for item in job.content.items:
        row_tops.append(till.y)
        till.sheet.line_items.append(_item(job, item))
    height, width = till.sheet.height, till.sheet.width
    edge = till.right - AMOUNT_COLUMN
    columns = (
        TrueColumn("HeaderDescription", till.left / width, edge / width, None),
        TrueColumn("HeaderTotalPrice", edge / width, till.right / width, None),
    )
    box = Box.clipped((till.left - 2) / width, top / height, (till.right + 2) / width, till.y / height)
    till.sheet.tables.append(TrueTable(0, box, False, columns, tuple(t / height for t in row_tops)))


def _item(job: _Job, item: Item) -> dict[str, str]:
    """Print one line; its truth."""
    till, strip, formats = job.till, job.till.strip, job.design.formats
    letter = _letter(job, item.rate)
    amount = formats.number(item.amount) + (f" {letter}" if letter else "")
    name = item.description.upper() if strip.is_upper else item.description
    truth = {"Description": name, "Amount": f"{item.amount:f}"}
    if strip.has_codes:
        truth["ProductCode"] = item.code
        name = f"{item.code} {name}"
    quantity = {"Quantity": f"{item.quantity.normalize():f}"}
    priced = quantity | {"Price": f"{cents(item.price):f}"}
    times = job.style.fork("times").choice(("x", "x", "X", "*"))
    count = f"{formats.quantity(item.quantity)} {times} {formats.number(item.price)}"
    is_one, is_amount_first = item.quantity == 1, job.style.fork("below").happens(0.6)
    if strip.quantity == "before":
        till.line(f"{formats.quantity(item.quantity)} {name}", amount)
        return truth | quantity
    if strip.quantity == "none" or is_one:
        till.line(name, amount)
        return truth
    if strip.quantity == "above":
        till.line(count)
        till.line(name, amount)
    else:
        till.line(name, amount if is_amount_first else "")
        till.line(f"   {count}", "" if is_amount_first else amount)
    return truth | priced


def _letter(job: _Job, rate: Decimal) -> str:
    place = [tax.rate for tax in job.content.totals.taxes].index(rate)
    letters = job.till.strip.letters
    return letters[place] if place < len(letters) else ""


def _totals(job: _Job) -> None:
    """Subtotal or net and tax, the total, and how it was paid."""
    totals, style, words = job.content.totals, job.style.fork("totals"), job.design.words
    number, is_gross = job.design.formats.number, job.content.supplier.is_gross
    if style.happens(0.4) and is_gross and not SAYS_NET.search(words.label("subtotal")):
        job.till.line(words.label("subtotal"), number(totals.lines))
    if not is_gross and totals.tax:
        job.till.line(
            words.label("total_excl_tax"), number(totals.lines), (Note("TotalAmountExclTax", f"{totals.net:f}"),)
        )
        job.till.line(
            words.label("tax_word") or "Tax", number(totals.tax), (tax_note(0, totals.taxes[0], 1, "amount"),)
        )
    if is_gross and totals.tax and style.happens(0.2):
        _split(job)
    _zeros(job, style.fork("zeros"))
    _total(job, style)
    if totals.rounding:
        job.till.line(words.label("rounding"), number(totals.rounding))
    if style.happens(0.2):
        job.till.line(words.label("amount_due"), number(totals.due))
    _tender(job, style)
    if style.happens(0.2):
        job.till.line(words.label("item_count"), str(len(job.content.items)))
    job.till.y += 3


def _split(job: _Job) -> None:
    """Net and tax over the total of a till with gross prices."""
    totals, words, number = job.content.totals, job.design.words, job.design.formats.number
    notes = (tax_note(0, totals.taxes[0], 1, "amount"),) if len(totals.taxes) == 1 else ()
    job.till.line(words.label("total_excl_tax"), number(totals.net), (Note("TotalAmountExclTax", f"{totals.net:f}"),))
    job.till.line(words.label("total_tax"), number(totals.tax), notes)


def _zeros(job: _Job, style: Chance) -> None:
    """Lines that tills print though there is nothing to say."""
    for concept in ("discount", "surcharge", "rounding"):
        if style.happens(0.12):
            job.till.line(job.design.words.label(concept), job.design.formats.number(Decimal("0.00")))


def _total(job: _Job, style: Chance) -> None:
    """The total: bare, with its currency, or with the currency between label and amount."""
    formats, gross = job.design.formats, job.content.totals.gross
    label = job.design.words.label("total_incl_tax" if style.happens(0.8) else "amount_due")
    form = style.weighted((("formatted", 5), ("bare", 4), ("between", 3)))
    shown = formats.total(gross) if form == "formatted" else formats.number(gross)
    currency = (Note("Currency", formats.currency),) if form == "between" or shown != formats.number(gross) else ()
    if form == "between":
        label = f"{label} {style.choice((SIGNS[formats.currency], formats.currency))}"
    notes = (Note("TotalAmountInclTax", f"{gross:f}"), *currency)
    job.till.line(label, shown, notes, bold=style.happens(0.7), scale=style.choice((1.0, 1.2, 1.5)))


def _tender(job: _Job, style: Chance) -> None:
    due, words, number = job.content.totals.due, job.design.words, job.design.formats.number
    if job.till.strip.has_card:
        job.till.line(words.label("card"), number(due))
    elif style.happens(0.8):
        given = max(due, (due / 5).to_integral_value(ROUND_UP) * 5)
        job.till.line(words.label("cash"), number(given))
        job.till.line(words.label("change"), number(given - due))


def _taxes(job: _Job) -> None:
    """Tax held in the total, per rate."""
    form = job.till.strip.tax
    if not job.content.supplier.is_gross or form == "none":
        return
    if form == "table":
        _tax_table(job)
        return
    words, formats = job.design.words, job.design.formats
    for index, tax in enumerate(job.content.totals.taxes):
        rate = formats.percent(tax.rate)
        rate = rate if "%" in rate else f"{rate}%"
        if form == "line":
            job.till.line(
                f"{words.label('tax_word')} {rate}",
                formats.number(tax.tax),
                (tax_note(index, tax, 1, "rate", "amount"),),
            )
        else:
            letter = f" ({_letter(job, tax.rate)})" if _letter(job, tax.rate) else ""
            job.till.line(
                f"incl. {rate} {words.label('tax_word')}{letter}",
                formats.number(tax.tax),
                (tax_note(index, tax, 1, "rate", "amount"),),
            )
            job.till.line(
                f"{words.label('base_amount')}{letter}", formats.number(tax.base), (tax_note(index, tax, 1, "base"),)
            )


def _tax_table(job: _Job) -> None:
    words, formats, style = job.design.words, job.design.formats, job.style.fork("tax table")
    count = 4 if style.happens(0.5) else 3
    heads = tuple(words.label(c) for c in ("tax_rate_column", "base_amount", "total_tax", "total_incl_tax"))
    if style.happens(0.9):
        job.till.cells(heads[:count])
    for index, tax in enumerate(job.content.totals.taxes):
        letter, rate = _letter(job, tax.rate), formats.percent(tax.rate)
        marked = f"{letter}={rate}" if letter else rate
        cells = (marked, *(formats.number(v) for v in (tax.base, tax.tax, tax.gross)))
        job.till.cells(cells[:count], (tax_note(index, tax, 1, "rate", "base", "amount"),))


def _card(job: _Job) -> None:
    """The slip of the card terminal: numbers, perhaps the date, and an amount once more."""
    style, chance, till = job.style.fork("card"), job.chance.fork("card"), job.till
    till.rule()
    till.middle(style.choice(BRANDS))
    is_apart = style.happens(0.4)
    for text in style.sample(SLIPS, style.randint(2, 6)):
        place = text.index("#")
        filled = text[:place] + chance.fill(text[place:])
        label, _, value = filled.rpartition(" ")
        till.line(label, value) if is_apart else till.line(filled)
    if style.happens(0.4):
        notes = (Note("InvoiceDate", f"{job.content.day:%Y-%m-%d}"),)
        till.line(job.design.formats.short_day(job.content.day), _time(job, style.fork("time")), notes)
    amount = job.design.formats.with_currency(job.content.totals.due)
    till.line(job.design.words.label("card"), amount, (Note("Currency", job.design.formats.currency),))


def _thanks(job: _Job) -> None:
    style, till = job.style.fork("thanks"), job.till
    till.y += 5
    if style.happens(0.7):
        till.middle(job.design.words.label("greeting_thanks"))
    if style.happens(0.2):
        till.middle(job.content.supplier.party.website)
    if till.strip.has_barcode:
        till.bars(job.chance.fork("bars").fill("#" * style.choice((12, 20, 24))), job.chance.fork("bar widths"))
