"""The parts that documents are drawn from: formats, words, numbers, sums."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import stdnum.be.ogm_vcs
import stdnum.iban
import stdnum.iso11649

from air.vocabulary import CULTURES, LEGISLATIONS
from training.synthesis import facts
from training.synthesis.accounts import account
from training.synthesis.blocks import Entry, LabelStyle, label_text
from training.synthesis.chance import Chance
from training.synthesis.content import draw_content, draw_supplier
from training.synthesis.design import draw_design
from training.synthesis.fonts import STANDARD, Pen
from training.synthesis.formats import date_text, draw_formats
from training.synthesis.goods import GOODS, TRADES
from training.synthesis.identifiers import payment_reference
from training.synthesis.in_words import spelled
from training.synthesis.money import tax_sums
from training.synthesis.notice_words import NOTICES
from training.synthesis.other_words import HEADINGS, SENTENCES, SUMS, TITLES
from training.synthesis.phrases import CARRIED, EARLY, INTROS, LETTERS, PLACE_DATES, REQUESTS, SECTIONS, TAGLINES, TERMS
from training.synthesis.wording import Wording


@pytest.mark.parametrize(
    ("day", "shape", "language", "text"),
    [
        (date(2024, 3, 5), "d MMMM yyyy", "nl", "5 maart 2024"),
        (date(2024, 3, 5), "dd/mm/yy", "fr", "05/03/24"),
        (date(2024, 3, 1), "1er MMMM yyyy (first day of month)", "fr", "1er mars 2024"),
        (date(2024, 3, 22), "dS MMMM yyyy (1st, 2nd)", "en", "22nd March 2024"),
        (date(2024, 3, 5), "d de MMMM de yyyy", "es", "5 de marzo de 2024"),
        (date(2024, 3, 5), "d MMMM yyyy r. (genitive month)", "pl", "5 marca 2024 r."),
        (date(2024, 3, 5), "MMM-dd-yyyy", "en", "Mar-05-2024"),
        (date(2024, 3, 5), "dddd d MMMM yyyy", "nl", "dinsdag 5 maart 2024"),
        (date(2024, 12, 5), "d. MMMM yyyy", "de", "5. Dezember 2024"),
    ],
)
def test_dates_follow_their_shape(day, shape, language, text):
    assert date_text(day, shape, language) == text


@pytest.mark.parametrize("legislation", LEGISLATIONS)
def test_amounts_can_be_read_back(legislation):
    """Digits in order, the separator before two cents, whatever else stands around them."""
    for seed in range(60):
        formats = draw_formats(legislation, "en", Chance(f"{legislation} {seed}"))
        text = formats.total(Decimal("-1234.56"))
        assert re.sub(r"\D", "", text) == "123456"
        assert f"{formats.decimal}56" in text
        assert any(mark in text for mark in "-(")


@pytest.mark.parametrize("legislation", [code for code in LEGISLATIONS if code != "usa"])
def test_accounts_and_references_pass_their_checks(legislation):
    for seed in range(100):
        chance = Chance(f"{legislation} {seed}")
        assert stdnum.iban.is_valid(account(legislation, chance).iban.value)
        reference = payment_reference(legislation, chance)
        assert reference is not None
        if reference.value.startswith("RF"):
            assert stdnum.iso11649.is_valid(reference.value)
        elif legislation == "be":
            assert stdnum.be.ogm_vcs.is_valid(reference.value)
        else:
            assert legislation == "nl"
            assert _passes_eleven(reference.value)


def _passes_eleven(digits: str) -> bool:
    """A Dutch payment reference of 16 digits: its first digit checks the others (weights from the right)."""
    weights = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)
    total = sum(int(digit) * weights[place % 10] for place, digit in enumerate(reversed(digits[1:])))
    return {10: 1, 11: 0}.get(11 - total % 11, 11 - total % 11) == int(digits[0])


@pytest.mark.parametrize("language", CULTURES)
def test_every_language_has_goods_and_phrases(language):
    assert set(GOODS[language]) == {trade.name for trade in TRADES}
    assert all(len(items.split(";")) >= 10 for items in GOODS[language].values())
    for table in (CARRIED, EARLY, INTROS, LETTERS, NOTICES, PLACE_DATES, REQUESTS, SECTIONS, TAGLINES, TERMS):
        assert table[language]
    for table in (HEADINGS, SENTENCES, SUMS, TITLES):
        assert table[language]


@pytest.mark.parametrize(
    ("language", "currency", "form", "text"),
    [
        ("nl", "EUR", "fraction", "honderddrieëntwintig euro 45/100"),
        ("de", "EUR", "words", "einhundertdreiundzwanzig Euro und fünfundvierzig Cent"),
        ("fr", "EUR", "words", "cent vingt-trois euros et quarante-cinq centimes"),
        ("en", "GBP", "fraction", "one hundred and twenty-three pounds 45/100"),
        ("es", "EUR", "words", "ciento veintitrés euros con cuarenta y cinco céntimos"),
        ("pl", "PLN", "code", "sto dwadzieścia trzy PLN 45/100"),
    ],
)
def test_amounts_in_words(language, currency, form, text):
    assert spelled(Decimal("123.45"), language, currency, form) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (LabelStyle("left"), "Date:"),
        (LabelStyle("left", frame="* {}"), "* Date:"),
        (LabelStyle("left", colon="", frame="[{}]"), "[Date]"),
        (LabelStyle("left", is_spaced=True), "D A T E :"),
    ],
    ids=["plain", "asterisk", "brackets", "spaced capitals"],
)
def test_labels_are_decorated(style, text):
    assert label_text(Entry("Date", "1 May 2024"), style) == text
    assert label_text(Entry("", "1 May 2024"), style) == ""


def test_narrow_letters_take_less_room():
    pen = Pen(STANDARD[0][0], 10.0)
    assert replace(pen, stretch=0.75).width("Invoice") == pytest.approx(0.75 * pen.width("Invoice"))


def test_of_two_french_numbers_the_companys_is_the_answer():
    """Where the establishment's 14 digits and the company's nine are printed, the nine are the register's."""
    found = []
    for seed in range(400):
        supplier = draw_supplier(Chance(f"both {seed}"))
        if supplier.legislation != "fr":
            continue
        content = draw_content(supplier, Chance(f"both {seed} content"))
        entry = facts.seller_entries(draw_design(supplier, Chance(f"both {seed} design")), content).get("coc")
        digits = re.sub(r"\D", "", entry.value) if entry else ""
        if len(digits) == 23:
            found.append((entry.notes[0].value, digits))
    assert found
    assert all(len(answer) == 9 and digits.count(answer) >= 2 for answer, digits in found)


@pytest.mark.parametrize("language", CULTURES)
def test_one_word_never_labels_two_fields(language):
    concepts = ("invoice_number", "customer_number", "your_reference", "our_reference", "order_number",
                "sales_order_number", "structured_payment_reference", "contract_number", "project_number")  # fmt: skip
    for seed in range(40):
        words = Wording(Chance(f"{language} {seed}"), language, "be", "goods", "EUR")
        labels = [label.casefold() for concept in concepts if (label := words.label(concept))]
        assert len(labels) == len(set(labels))


def test_words_of_other_countries_currencies_and_taxes_are_not_used():
    for seed in range(80):
        words = Wording(Chance(f"{seed}"), "en", "usa", "goods", "USD")
        assert not re.search(
            r"VAT|GST|£|€|EUR|GBP", " ".join(words.label(c) for c in ("total_tax", "total_incl_tax", "tax_word"))
        )


def test_tax_is_rounded_per_line_or_per_total():
    amounts = [(Decimal("0.21"), Decimal("0.12"))] * 3
    per_line = tax_sums(amounts, is_gross=False, per_line=True)
    per_total = tax_sums(amounts, is_gross=False, per_line=False)
    assert per_line[0].tax == Decimal("0.09")
    assert per_total[0].tax == Decimal("0.08")


def test_forks_do_not_disturb_each_other():
    one, other = Chance("x"), Chance("x")
    other.fork("something").random()
    assert one.random() == other.random()
    assert Chance("x").fork("a").random() != Chance("x").fork("b").random()
