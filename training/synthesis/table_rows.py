"""A row of the table of line items: what its cells say, and what is true of it."""

from __future__ import annotations

from training.synthesis.chance import Chance
from training.synthesis.columns import TableStyle
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.items import Item
from training.synthesis.money import cents, plain_rate, tax_of

KEYS = {
    "description": "Description",
    "code": "ProductCode",
    "barcode": "ProductCode",
    "quantity": "Quantity",
    "hours": "Quantity",
    "price": "Price",
    "amount": "Amount",
    "tax": "TaxAmount",
    "rate": "TaxRate",
    "reference": "ReferenceNumber",
    "order": "OrderNumber",
    "ledger": "LedgerAccountCode",
}


class Row:
    """The texts and the truth of one line item."""

    def __init__(
        self, design: Design, style: TableStyle, content: Content, item: Item, index: int, chance: Chance
    ) -> None:
        self.item, self.sign = item, design.credit_sign if content.kind == "credit_note" else 1
        self.details = item.details if style.details != "none" and chance.happens(style.details_share) else ()
        self.cells = self._cells(design, style, content, index)
        if chance.happens(style.missing_codes):
            self.cells["code"] = ""
        self._values = self._true_values(design)
        self.has_bracketed_code = style.bracketed_codes and not {"code", "barcode"} & set(style.kinds)
        self.name = f"[{item.code}] {item.description}" if self.has_bracketed_code else item.description

    def truth(self, kinds: tuple[str, ...]) -> dict[str, str]:
        """The labelled values of the columns that are printed."""
        found = {KEYS[kind]: self._values[kind] for kind in kinds if kind in KEYS and self.cells[kind]}
        if self.has_bracketed_code:
            found["ProductCode"] = self.item.code
        return found | {"Description": " ".join((self.item.description, *self.details))}

    def _cells(self, design: Design, style: TableStyle, content: Content, index: int) -> dict[str, str]:
        item, formats = self.item, design.formats
        unit = design.table_words.label(item.unit)
        quantity = formats.quantity(self.sign * item.quantity)
        tax = tax_of(item.rate, item.amount, is_gross=design.supplier.is_gross)
        return {
            "position": str((index + 1) * (10 if style.gap > 13 else 1)),
            "code": item.code,
            "barcode": item.barcode,
            "description": item.description,
            "quantity": f"{quantity} {unit}" if style.unit_in_cell else quantity,
            "hours": quantity,
            "unit": unit,
            "price": formats.price(item.price),
            "discount": formats.percent(item.discount) if item.discount else "",
            "rate": style.rate_word + formats.percent(item.rate, sign=style.rate_sign),
            "tax": formats.money(self.sign * tax),
            "amount": formats.money(self.sign * item.amount),
            "gross": formats.money(self.sign * (item.amount + tax)),
            "date": formats.short_day(item.day),
            "order": item.order,
            "reference": item.reference,
            "ledger": item.ledger,
            "delivery": content.delivery_note,
            "weight": formats.number(item.quantity * 3 / 7, 2),
            "period": f"{item.day.month:02d}-{item.day.year}",
            "employee": content.supplier.party.person.split(" ")[0],
            "customs": f"{item.barcode[:4]} {item.barcode[4:8]}",
            "discount_amount": formats.money(self.sign * (cents(item.quantity * item.price) - item.amount)),
        }

    def _true_values(self, design: Design) -> dict[str, str]:
        item = self.item
        tax = tax_of(item.rate, item.amount, is_gross=design.supplier.is_gross)
        quantity = f"{(self.sign * item.quantity).normalize():f}"
        return {
            "description": item.description,
            "code": item.code,
            "barcode": item.barcode,
            "quantity": quantity,
            "hours": quantity,
            "price": f"{item.price:f}",
            "amount": f"{self.sign * item.amount:f}",
            "tax": f"{self.sign * tax:f}",
            "rate": plain_rate(item.rate),
            "reference": item.reference,
            "order": item.order,
            "ledger": item.ledger,
        }
