"""The end of the totals: the total, then what was paid, kept back, rounded or owed from before, and what is to pay."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.money import ZERO, cents
from training.synthesis.sums import Row

WITHHOLDING = {"es": (("Retención IRPF", 15), ("IRPF", 15), ("Ret. I.R.P.F.", 15), ("IRPF", 7), ("Retención", 19))}


def settlement(design: Design, content: Content, sign: int) -> list[Row]:
    """The total and all that follows it."""
    chance, words, totals = design.chance.fork("total ends"), design.words, content.totals
    says_due, is_repeated, is_strong = (chance.happens(p) for p in (0.22, 0.12, 0.5))
    changes = _changes(design, content, sign)
    concept = "amount_due" if says_due and not changes else "total_incl_tax"
    last = total_row(design, words.label(concept), sign * totals.gross, "TotalAmountInclTax")
    rows = [replace(last, is_strong=not changes or is_strong)]
    if changes:
        left = sign * totals.gross + sum((value for _, value, _ in changes), ZERO)
        rows += [Row(label, shown) for label, _, shown in changes]
        rows.append(replace(total_row(design, _due_label(design, last.label), left), is_strong=True))
    elif concept == "total_incl_tax" and is_repeated:
        again = total_row(design, words.label("amount_due"), sign * totals.gross, "TotalAmountInclTax")
        rows.append(replace(again, is_strong=True))
    return rows + _abroad(design, content, sign)


def total_row(design: Design, label: str, value: Decimal, field: str = "") -> Row:
    """A row of the totals; with a field it answers it."""
    notes = design.amount_notes(field, value) if field else ()
    return Row(label or "Total", design.formats.total(value), notes)


Change = tuple[str, Decimal, str]  # label, what it adds, as printed


def _changes(design: Design, content: Content, sign: int) -> list[Change]:
    """What stands between the total and what is to pay."""
    totals, changes = content.totals, list[Change]()
    for change in (_withheld(design, content, sign), _rounded(design, content, sign), _owed(design, content)):
        changes += [change] if change else []
    if totals.paid:
        label = design.words.label(design.chance.fork("paid").choice(("already_paid", "already_paid", "prepayment")))
        paid = sign * totals.paid
        is_negative = design.chance.fork("paid sign").happens(0.6)
        changes.append((label or "Paid", -paid, design.formats.total(-paid if is_negative else paid)))
    return changes


def _withheld(design: Design, content: Content, sign: int) -> Change | None:
    """Income tax that the buyer pays for the supplier: no part of the total with VAT."""
    chance = design.chance.fork("withheld")
    if content.supplier.legislation not in WITHHOLDING or not chance.happens(0.2):
        return None
    label, percent = chance.choice(WITHHOLDING[content.supplier.legislation])
    kept = -sign * cents(content.totals.net * percent / 100)
    text = chance.choice((f"{label} {percent}%", f"{label} -{percent}%", f"{label} ({percent}%)", label))
    return text, kept, design.formats.total(kept)


def _rounded(design: Design, content: Content, sign: int) -> Change | None:
    """To five or ten cents, or whole units."""
    chance = design.chance.fork("rounded")
    if not chance.happens(0.03):
        return None
    step = Decimal(chance.choice(("0.05", "0.05", "0.10", "1.00")))
    gross = content.totals.gross
    change = sign * ((gross / step).quantize(Decimal(1), ROUND_HALF_UP) * step - gross)
    return design.words.label("rounding") or "Rounding", change, design.formats.total(change)


def _owed(design: Design, content: Content) -> Change | None:
    """The balance of earlier invoices."""
    share = 0.15 if content.supplier.scene == "utility" else 0.035
    if content.kind != "invoice" or not design.chance.fork("owed").happens(share):
        return None
    label = design.words.label("previous_balance") or "Saldo"
    return label, content.previous_balance, design.formats.total(content.previous_balance)


def _due_label(design: Design, total_label: str) -> str:
    """Words for what is to pay that are not those of the total."""
    words, chance = design.words, design.chance.fork("due label")
    options = [words.label("amount_due"), *(words.term("amount_due", chance) for _ in range(8))]
    return next((label for label in options if label.casefold() != total_label.casefold()), "Saldo")


def _abroad(design: Design, content: Content, sign: int) -> list[Row]:
    """The total in another currency, which is no answer."""
    chance = design.chance.fork("abroad")
    if not chance.happens(0.05):
        return []
    other = chance.choice([code for code in ("USD", "GBP", "CHF", "EUR") if code != design.formats.currency])
    rate = Decimal(chance.randint(7800, 12900)) / 10000
    value = f"{other} {design.formats.number(sign * cents(content.totals.gross * rate))}"
    shown = f"{design.words.label('exchange_rate')} {design.formats.number(rate, 4)}"
    label = chance.choice((shown, f"{design.words.label('total_incl_tax') or 'Total'} {other}"))
    return [Row(label, value)]
