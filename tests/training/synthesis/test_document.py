"""Drawn documents: what they claim to say is printed, adds up, passes its checks, and comes out the same every time."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache

import pypdfium2
import pytest
import stdnum.be.vat
import stdnum.de.vat
import stdnum.es.cif
import stdnum.fr.tva
import stdnum.gb.vat
import stdnum.iban
import stdnum.iso11649
import stdnum.nl.btw
import stdnum.pl.nip

from air.lexicon import tax_rates
from air.vocabulary import LEGISLATIONS, TABLE_HEADERS
from training.synthesis import SyntheticDocument, make_document

COUNT = 200
VAT_CHECKS = {
    "nl": stdnum.nl.btw, "be": stdnum.be.vat, "de": stdnum.de.vat, "fr": stdnum.fr.tva, "es": stdnum.es.cif,
    "pl": stdnum.pl.nip, "gb": stdnum.gb.vat,
}  # fmt: skip
SEEDS = range(COUNT)
IDENTIFIERS = ("InvoiceNumber", "InvoiceIBAN", "InvoiceVatNumber", "InvoiceCocNumber", "InvoiceCustomerIdentifier",
               "YourReference", "YourOrderNumber", "ContractNumber", "StructuredPaymentReference", "AccountEmail",
               "AccountPostalCode", "SupplierName")  # fmt: skip
AMOUNTS = ("TotalAmountInclTax", "TotalAmountExclTax")


@cache
def drawn(seed: int) -> SyntheticDocument:
    return make_document(seed)


@cache
def printed(seed: int) -> str:
    """Everything on the pages, letters and digits only."""
    pdf = pypdfium2.PdfDocument(drawn(seed).pdf)
    text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    return plain(text)


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def says(text: str, amount: str) -> bool:
    """True if the amount is printed, whole ones perhaps without cents."""
    return plain(amount) in text or (amount.endswith(".00") and plain(amount[:-3]) in text)


def is_vat(legislation: str, number: str) -> bool:
    country = legislation.upper()
    return any(VAT_CHECKS[legislation].is_valid(text) for text in (number, country + number, number.removeprefix("ES")))


def values(seed: int, field: str) -> list[str]:
    value = drawn(seed).truth.fields.get(field, [])
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_answer_is_printed(seed):
    text = printed(seed)
    missing = [
        (f, v) for f in IDENTIFIERS for v in values(seed, f) if plain(v) not in text and plain(v)[2:] not in text
    ]
    missing += [(f, v) for f in AMOUNTS for v in values(seed, f) if not says(text, v)]
    missing += [("TaxLines", t["amount"]) for t in values(seed, "TaxLines") if not says(text, t["amount"])]
    assert missing == []


@pytest.mark.parametrize("seed", SEEDS)
def test_every_line_item_is_printed(seed):
    text = printed(seed)
    for line in drawn(seed).truth.line_items or ():
        assert plain(line["Description"].split(" ")[0]) in text
        assert says(text, line["Amount"])
        assert plain(line.get("ProductCode", "")) in text


@pytest.mark.parametrize("seed", SEEDS)
def test_sums_agree(seed):
    """Tax lines, net and gross fit each other within the rounding of lines."""
    fields = drawn(seed).truth.fields
    if "TotalAmountInclTax" not in fields:  # in words only
        return
    gross = Decimal(fields["TotalAmountInclTax"])
    taxes = fields.get("TaxLines", [])
    if "TotalAmountExclTax" in fields and taxes and all("rate" in tax for tax in taxes):
        rounding = gross - Decimal(fields["TotalAmountExclTax"]) - sum(Decimal(tax["amount"]) for tax in taxes)
        assert abs(rounding) <= (Decimal("0.03") if drawn(seed).truth.kind == "receipt" else 0)  # cash has no cents
    lines = len(drawn(seed).truth.line_items or "1")
    for tax in taxes:
        if "base" in tax and "rate" in tax:
            expected = Decimal(tax["base"]) * Decimal(tax["rate"])
            assert abs(expected - Decimal(tax["amount"])) <= Decimal("0.006") * lines + Decimal("0.01")


@pytest.mark.parametrize("seed", SEEDS)
def test_rates_are_legal_on_the_day(seed):
    truth = drawn(seed).truth
    if truth.legislation == "usa" or "InvoiceDate" not in truth.fields:
        return
    day = date.fromisoformat(truth.fields["InvoiceDate"])
    legal = {rate.fraction for rate in tax_rates(truth.legislation) if rate.holds_on(day)} | {Decimal(0)}
    assert {Decimal(tax["rate"]) for tax in truth.fields.get("TaxLines", []) if "rate" in tax} <= legal


def test_most_check_digits_are_right_and_some_are_made_up():
    ibans = [stdnum.iban.is_valid(iban) for seed in SEEDS for iban in values(seed, "InvoiceIBAN")]
    vats = [is_vat(drawn(seed).legislation, vat) for seed in SEEDS for vat in values(seed, "InvoiceVatNumber")]
    for passed in (ibans, vats):
        assert 0.6 * len(passed) < sum(passed) < len(passed)


@pytest.mark.parametrize("seed", SEEDS)
def test_payment_references_pass_their_check(seed):
    for reference in values(seed, "StructuredPaymentReference"):
        assert not reference.startswith("RF") or stdnum.iso11649.is_valid(reference)


@pytest.mark.parametrize("seed", SEEDS)
def test_tables_hold_their_rows_and_columns(seed):
    truth = drawn(seed).truth
    for table in truth.tables:
        assert list(table.row_tops) == sorted(table.row_tops)
        assert all(table.box.top - 0.002 <= top < table.box.bottom for top in table.row_tops)
        assert all(table.box.left - 0.01 <= c.left < c.right <= table.box.right + 0.01 for c in table.columns)
        assert {column.header for column in table.columns} <= set(TABLE_HEADERS)
    if truth.line_items is not None:
        assert sum(len(table.row_tops) for table in truth.tables) == len(truth.line_items)


def test_the_same_seed_gives_the_same_bytes():
    again = [make_document(seed) for seed in range(12)]
    assert [document.pdf for document in again] == [drawn(seed).pdf for seed in range(12)]
    assert [document.truth for document in again] == [drawn(seed).truth for seed in range(12)]


def test_documents_of_one_layout_share_supplier_and_columns_but_not_number():
    seed = next(s for s in SEEDS if drawn(s).truth.tables and len(drawn(s).truth.tables[0].columns) > 4)
    others = [make_document(seed, content) for content in range(1, 6)]
    assert {d.template for d in others} == {drawn(seed).template}
    assert {d.truth.fields["SupplierName"] for d in others} == {drawn(seed).truth.fields["SupplierName"]}
    assert len({d.truth.fields["InvoiceNumber"] for d in others}) > 1
    headings = Counter(c.text for d in others for t in d.truth.tables for c in t.columns)
    assert headings.most_common(1)[0][1] >= 4


def test_all_kinds_and_legislations_occur():
    assert {drawn(seed).legislation for seed in SEEDS} == set(LEGISLATIONS)
    assert {drawn(seed).truth.kind for seed in SEEDS} == {"invoice", "credit_note", "receipt"}
    assert any(len(pypdfium2.PdfDocument(drawn(seed).pdf)) > 1 for seed in SEEDS)
    assert any(table.is_continuation for seed in SEEDS for table in drawn(seed).truth.tables)
    assert any(len(drawn(seed).truth.fields.get("TaxLines", [])) > 1 for seed in SEEDS)
    assert any(drawn(seed).truth.line_items is None for seed in SEEDS)


def test_the_base_of_the_only_rate_is_the_total_without_tax():
    alone = [d.truth.fields for d in map(drawn, SEEDS) if len(d.truth.fields.get("TaxLines", [])) == 1]
    bases = [(fields, fields["TaxLines"][0]["base"]) for fields in alone if fields["TaxLines"][0].get("rate")
             and "base" in fields["TaxLines"][0]]  # fmt: skip
    assert bases
    assert all(Decimal(fields["TotalAmountExclTax"]) == Decimal(base) for fields, base in bases)


def test_an_amount_in_words_alone_is_no_total():
    """Letters that name their amount in words have no figures that would answer."""
    seed = next(s for s in range(5000) if "TotalAmountInclTax" not in drawn(s).truth.fields)
    fields = drawn(seed).truth.fields
    assert not {"TotalAmountExclTax", "TaxLines"} & set(fields)
