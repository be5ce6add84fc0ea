"""The lines of a receipt: name and amount, quantity times price in many places, codes, or columns under headings."""

from __future__ import annotations

from air.document import Box
from training.sample import TrueColumn, TrueTable
from training.synthesis.items import Item
from training.synthesis.money import cents
from training.synthesis.till_job import Job

AMOUNT_COLUMN = 55.0  # points at the right edge


def print_items(job: Job) -> None:
    """The lines, and where they stand."""
    till = job.till
    if job.till.strip.quantity == "columns":
        till.cells(_heads(job))
    top, row_tops = till.y, []
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


def _heads(job: Job) -> tuple[str, ...]:
    """Headings over code, quantity, price and amount."""
    words = job.design.words
    concepts = ("col_article_code", "col_quantity", "col_unit_price", "col_line_total")
    return tuple(words.label(concept) for concept in concepts)


def _item(job: Job, item: Item) -> dict[str, str]:
    """Print one line; its truth."""
    till, strip, formats = job.till, job.till.strip, job.design.formats
    letter = job.letter(item.rate)
    amount = formats.number(item.amount) + (f" {letter}" if letter else "")
    name = item.description.upper() if strip.is_upper else item.description
    truth = {"Description": name, "Amount": f"{item.amount:f}"}
    code = item.barcode if job.style.fork("code").happens(0.4) else item.code
    if strip.quantity == "columns":
        till.line(name)
        till.cells((code, formats.quantity(item.quantity), formats.number(item.price), amount))
        return truth | _priced(item) | {"ProductCode": code}
    if strip.has_codes:
        truth["ProductCode"] = code
        name = f"{code} {name}"
    return truth | _counted(job, item, name, amount)


def _counted(job: Job, item: Item, name: str, amount: str) -> dict[str, str]:
    """Name, amount and how often; what that says."""
    till, strip, formats = job.till, job.till.strip, job.design.formats
    times = job.style.fork("times").choice(("x", "x", "X", "*", "@", "Stk x", "PC @"))
    count = f"{formats.quantity(item.quantity)} {times} {formats.number(item.price)}"
    is_one, is_amount_first = item.quantity == 1, job.style.fork("below").happens(0.6)
    if strip.quantity == "before":
        till.line(f"{formats.quantity(item.quantity)} {name}", amount)
        return {"Quantity": f"{item.quantity.normalize():f}"}
    if strip.quantity == "none" or is_one:
        till.line(name, amount)
        return {}
    if strip.quantity == "behind":
        till.line(name, f"{formats.number(item.price)} x {formats.quantity(item.quantity)}   {amount}")
    elif strip.quantity == "above":
        till.line(count)
        till.line(name, amount)
    else:
        till.line(name, amount if is_amount_first else "")
        till.line(f"   {count}", "" if is_amount_first else amount)
    return _priced(item)


def _priced(item: Item) -> dict[str, str]:
    return {"Quantity": f"{item.quantity.normalize():f}", "Price": f"{cents(item.price):f}"}
