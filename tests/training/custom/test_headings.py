"""Training learns what headings mean over layouts, is judged on layouts it has not seen, and gives the same bytes."""

from __future__ import annotations

import numpy as np
import pytest

from air.memory.correction import Correction
from air.memory.feedback import Feedback, GivenTable
from air.memory.headings import moved
from models_store import load_pretrained
from tests.air.pages import text_document
from training.custom.headings import fit_headings, tally_headings
from training.custom.tables import Columns, tables_of
from training.custom.trees import fitted_elsewhere

HEADERS = ("HeaderDescription", "HeaderOrderNumber", "HeaderQuantity", "HeaderBasePrice", "HeaderTotalPrice")
SUPPLIERS = ("Scheepswerf", "Bakkerij", "Garage", "Drukkerij", "Kwekerij", "Slagerij", "Smederij", "Weverij", "Zagerij")
TABLES = 27
BOX = (0.0, 1.0, 0.085, 0.165)  # left, right, top, bottom: the heading and the rows


def table(number: int) -> Columns:
    """One of a supplier that has the customer's order behind "Karwei", which the shipped model takes for an article."""
    document = text_document(
        f"{SUPPLIERS[number % len(SUPPLIERS)]}   Kerkstraat {number}   Factuur", "",
        "Omschrijving            Karwei      Aantal      Prijs      Bedrag",
        *(
            f"{item}           W{number}{at}-{at}7           {at}       {price},00      {at * price},00"
            for at, item, price in ((2, "Hout zagen  ", 15 + number), (3, "Staal buigen", 20), (4, "Glas snijden", 31))
        ),
        "Totaal excl. btw   200,00", "Btw 21%   42,00",
    )  # fmt: skip
    given = GivenTable(0, *BOX, False, HEADERS)
    _, [found] = tables_of(document, Feedback("nl", tables=(given,)), load_pretrained().tables)
    return found


@pytest.fixture(scope="module")
def tables() -> list[Columns]:
    return [table(number) for number in range(TABLES)]


def test_the_columns_of_a_validated_table_are_found(tables):
    assert {one.headers for one in tables} == {HEADERS}
    assert tables[0].headings == ["Omschrijving", "Karwei", "Aantal", "Prijs", "Bedrag"]


def test_a_heading_means_in_a_new_layout_what_it_meant_in_others(tables):
    groups = range(len(tables))
    before = tally_headings(tables, [None] * len(tables))
    after = tally_headings(tables, fitted_elsewhere(fit_headings, tables, groups))
    assert after.asked == before.asked == len(HEADERS) * len(tables)
    assert after.right > before.right


def test_the_same_tables_give_the_same_bytes(tables):
    first, second = (Correction({}, fit_headings(tables)).to_bytes() for _ in range(2))
    assert first == second
    read = Correction.from_bytes(first).headings
    assert read.corrected(tables[0].probabilities, tables[0].headings).shape == tables[0].probabilities.shape


def test_nothing_is_learnt_from_nothing():
    assert fit_headings([]) is None
    assert tally_headings([], []).f1 is None


def test_no_change_leaves_probabilities_nearly_as_they_were(tables):
    probabilities = tables[0].probabilities
    assert moved(probabilities, np.zeros_like(probabilities)) == pytest.approx(probabilities, abs=0.002)
