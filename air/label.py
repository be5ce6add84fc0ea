"""What a label may be called: the names that features speak of, and a label as it was found."""

from __future__ import annotations

from dataclasses import dataclass

from air.document import Box

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
