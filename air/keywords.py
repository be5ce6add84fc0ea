"""The three keyword fields: invoice or receipt, credit note, tax reverse-charged."""

from __future__ import annotations

from air.findings import Findings
from air.label import Label
from air.recognition import Field, FoundValue

NARROW = 0.62  # width / height under which a page looks like a till slip; A4 has 0.707
TITLE_HEIGHT = 1.25  # of the usual word: titles are printed larger
REVERSE_CHARGE = ("reverse_charge", "intra_community")


def keyword_fields(findings: Findings) -> tuple[Field, ...]:
    """Always all three, each with the words that say so, if any do."""
    credit = _credit_label(findings)
    reverse = _reverse_charge_label(findings)
    return (
        _field("TaxReverseChargedKeyword", reverse is not None, reverse),
        _field("InvoiceKeyword", *_invoice(findings)),
        _field("CreditKeyword", credit is not None, credit),
    )


def _field(name: str, answer: bool, label: Label | None) -> Field:
    if label is None:
        return Field(name, (FoundValue(answer),))
    return Field(name, (FoundValue(answer, label.text, None, label.page_index, label.box),))


def _credit_label(findings: Findings) -> Label | None:
    """A credit-note title: large, or alone on its line, or the first title of the page."""
    titles = [la for la in findings.labels if la.page_index == 0 and la.name in ("title_credit", "title_invoice")]
    for position, label in enumerate(titles):
        if label.name == "title_credit" and _is_title(findings, label, first=position == 0):
            return label
    return None


def _is_title(findings: Findings, label: Label, *, first: bool) -> bool:
    line = findings.document.pages[label.page_index].lines[label.line_index]
    alone = len(line.words) <= label.last_word - label.first_word + 4
    return label.box.top < 0.5 and (alone or first or label.box.height > TITLE_HEIGHT * _usual_height(findings))


def _usual_height(findings: Findings) -> float:
    heights = sorted(w.box.height for w in findings.document.pages[0].words())
    return heights[len(heights) // 2] if heights else 0.0


def _invoice(findings: Findings) -> tuple[bool, Label | None]:
    """An invoice unless it is printed and worded like a till receipt."""
    if not findings.document.pages:
        return True, None
    page = findings.document.pages[0]
    votes = 0.0
    narrow = page.height > 0 and page.width / page.height < NARROW
    votes += 1.5 if narrow else -1.5
    names = [la.name for la in findings.labels]
    votes += min(2, 0.8 * names.count("tendered")) + 0.7 * ("rounding" in names)
    votes -= 1.0 * any(n in ("due_date", "payment_term", "customer_number", "buyer", "invoice_number") for n in names)
    votes -= 0.7 * ("iban" in names) + 0.5 * any(c.kind == "iban" for c in findings.candidates)
    receipt = next((la for la in findings.labels if la.name in ("title_receipt", "receipt_number")), None)
    invoice = next((la for la in findings.labels if la.name in ("title_invoice", "title_credit")), None)
    votes += (1.0 if receipt else 0.0) - (1.0 if invoice else 0.0)
    is_receipt = votes > 0
    return not is_receipt, receipt if is_receipt else invoice


def _reverse_charge_label(findings: Findings) -> Label | None:
    return next((label for label in findings.labels if label.concepts & set(REVERSE_CHARGE)), None)
