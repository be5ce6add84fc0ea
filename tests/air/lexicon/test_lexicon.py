"""The lexicon: words, rates and formats are complete and well formed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from air import lexicon
from air.vocabulary import CULTURES, LEGISLATIONS

UNIVERSAL = (
    "invoice_number",
    "invoice_date",
    "due_date",
    "total_incl_tax",
    "col_description",
    "title_invoice",
    "vat_number",
)


@pytest.mark.parametrize("culture", CULTURES)
@pytest.mark.parametrize("concept", UNIVERSAL)
def test_every_language_has_words_for_the_common_concepts(concept, culture):
    words = lexicon.terms(concept, culture)
    assert len(words) >= 5
    assert words[0].weight == max(term.weight for term in words)


def test_a_term_knows_its_tags():
    tags = {term.text: term.tags for term in lexicon.terms("invoice_number", "en")}
    assert tags["Invoice Number"] == frozenset()
    assert tags["Invoice #"] == {"abbreviated", "us"}


def test_no_term_is_empty_and_only_greetings_end_in_a_colon():
    labels = [concept for concept in lexicon.concepts() if concept != "greeting_opening"]
    texts = [term.text for concept in labels for culture in CULTURES for term in lexicon.terms(concept, culture)]
    assert len(texts) > 9000
    assert not [text for text in texts if text != text.strip() or not text or text.endswith(":")]


@pytest.mark.parametrize(
    ("legislation", "day", "standard"),
    [
        ("nl", date(2012, 9, 30), "0.19"),
        ("nl", date(2012, 10, 1), "0.21"),
        ("de", date(2020, 8, 1), "0.16"),
        ("gb", date(2024, 1, 1), "0.2"),
        ("pl", date(2024, 1, 1), "0.23"),
    ],
)
def test_the_standard_rate_follows_the_day(legislation, day, standard):
    found = [rate.fraction for rate in lexicon.rates_on(legislation, day) if rate.category == "standard"]
    assert found == [Decimal(standard)]


@pytest.mark.parametrize("legislation", LEGISLATIONS)
def test_every_legislation_has_rates_forms_and_identifiers(legislation):
    assert lexicon.rates_on(legislation, date(2025, 1, 1))
    assert lexicon.legal_forms(legislation)
    assert lexicon.identifiers(legislation)


def test_an_unknown_concept_is_an_error():
    with pytest.raises(KeyError):
        lexicon.terms("no_such_concept", "nl")
