"""Training learns which rows belong to tables, is judged on layouts it has not seen, and gives the same bytes."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest

from air.memory.correction import Correction
from air.memory.feedback import Feedback, GivenTable
from air.memory.rows import moved
from air.memory.tables import RecallingTables
from air.tables import find_tables
from models_store import load_pretrained
from tests.air.pages import text_document
from training.custom.rows import fit_rows, tally_rows
from training.custom.tables import Rows, tables_of
from training.custom.trees import fitted_elsewhere

HEADERS = ("HeaderDescription", "HeaderQuantity", "HeaderBasePrice", "HeaderTotalPrice")
SUPPLIERS = ("Scheepswerf", "Bakkerij", "Garage", "Drukkerij", "Kwekerij", "Slagerij", "Smederij", "Weverij", "Zagerij")
DOCUMENTS = 27
BOX = (0.0, 1.0, 0.085, 0.165)  # left, right, top, bottom: the heading and three rows, without the last


def document_of(number: int):
    """One of a supplier whose deposit stands as the last row, which the shipped model takes for a line item."""
    return text_document(
        f"{SUPPLIERS[number % len(SUPPLIERS)]}   Kerkstraat {number}   Factuur", "",
        "Omschrijving            Aantal      Prijs      Bedrag",
        *(
            f"{item}             {at}       {price},00      {at * price},00"
            for at, item, price in ((2, "Hout zagen  ", 15 + number), (3, "Staal buigen", 20), (4, "Glas snijden", 31))
        ),
        f"Emballage pallets        {number}       5,00      {5 * number},00",
        "Totaal excl. btw   200,00", "Btw 21%   42,00",
    )  # fmt: skip


def rows_of(number: int) -> Rows:
    feedback = Feedback("nl", tables=(GivenTable(0, *BOX, False, HEADERS),))
    rows, _ = tables_of(document_of(number), feedback, load_pretrained().tables)
    assert rows is not None
    return rows


@pytest.fixture(scope="module")
def documents() -> list[Rows]:
    return [rows_of(number) for number in range(1, DOCUMENTS + 1)]


def test_the_rows_within_the_outline_are_those_of_the_table(documents):
    assert {int(one.inside.sum()) for one in documents} == {4}
    words = documents[0].words
    assert [text for text, inside in zip(words, documents[0].inside, strict=True) if inside][1] == "hout zagen"


def test_rows_that_were_outside_elsewhere_are_outside_in_a_new_layout(documents):
    before = tally_rows(documents, [None] * len(documents))
    after = tally_rows(documents, fitted_elsewhere(fit_rows, documents, range(len(documents))))
    assert after.asked == before.asked == 4 * len(documents)
    assert before.wrong > after.wrong, "the deposit is taken for a line item without training"
    assert after.right >= before.right


def test_the_outline_of_the_next_document_is_the_learnt_one(documents):
    models, new = load_pretrained().tables, document_of(31)
    [before] = find_tables(new, models)
    [after] = find_tables(new, RecallingTables.on(models, (), None, fit_rows(documents)))
    assert "Emballage pallets" in before.rows[-1][0]
    assert len(after.rows) == len(before.rows) - 1 == 3


def test_the_same_documents_give_the_same_bytes(documents):
    first, second = (Correction({}, None, fit_rows(documents)).to_bytes() for _ in range(2))
    assert first == second
    read = Correction.from_bytes(first).rows
    one = documents[0]
    assert read.change(one.printed, one.words).shape == (len(one.words),)


def test_a_version_that_learnt_nothing_of_rows_can_still_be_used():
    content = json.loads(gzip.decompress(Correction({}).to_bytes()))
    del content["rows"], content["features"]["rows"]
    read = Correction.from_bytes(gzip.compress(json.dumps(content).encode()))
    assert (read.roles, read.headings, read.rows) == ({}, None, None)


def test_nothing_is_learnt_from_nothing():
    assert fit_rows([]) is None
    assert tally_rows([], []).f1 is None


def test_rows_that_stay_inside_or_outside_keep_their_probabilities(documents):
    probabilities = documents[0].probabilities
    assert np.array_equal(moved(probabilities, np.zeros(len(probabilities))), probabilities)
