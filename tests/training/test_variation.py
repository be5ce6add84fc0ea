import numpy as np
import pytest

from air.document import Box, Document
from tests.air.pages import text_page
from training.sample import Sample, TrueColumn, TrueTable, Truth
from training.variation import squeezed, varied, with_fewer_columns


@pytest.fixture
def sample() -> Sample:
    page = text_page(
        "Omschrijving   Aantal   Bedrag", "Stoel               2    24,00", "Totaal              2    24,00"
    )
    columns = (
        TrueColumn("HeaderDescription", 0.03, 0.17, "Omschrijving"),
        TrueColumn("HeaderQuantity", 0.19, 0.27, "Aantal"),
        TrueColumn("HeaderTotalPrice", 0.28, 0.4, "Bedrag"),
    )
    table = TrueTable(0, Box(0.03, 0.05, 0.4, 0.082), False, columns, (0.07,))
    lines = ({"Description": "Stoel", "Quantity": "2", "Amount": "24.00"},)
    return Sample(Document((page,), 1), Truth("nl", "nl", "invoice", {}, lines, (table,)), "t", "one")


def words(sample: Sample) -> list[list[str]]:
    return [[word.text for word in line.words] for line in sample.document.pages[0].lines]


def test_columns_go_with_their_truth(sample):
    plain = with_fewer_columns(sample, 1.0, np.random.default_rng(0))
    assert words(plain) == [["Omschrijving", "Bedrag"], ["Stoel", "24,00"], ["Totaal", "2", "24,00"]]
    assert plain.truth.line_items == ({"Description": "Stoel", "Amount": "24.00"},)
    assert [column.header for column in plain.truth.tables[0].columns] == ["HeaderDescription", "HeaderTotalPrice"]


def test_print_and_truth_move_together(sample):
    small = squeezed(sample, 0.5, 0.8, 0.1, 0.2)
    assert words(small) == words(sample)
    before, after = (s.document.pages[0].lines[1].words[0].box for s in (sample, small))
    assert (after.left, after.top) == pytest.approx((0.1 + 0.5 * before.left, 0.2 + 0.8 * before.top))
    assert small.truth.tables[0].row_tops == pytest.approx((0.2 + 0.8 * 0.07,))
    assert small.truth.tables[0].columns[1].left == pytest.approx(0.1 + 0.5 * 0.19)


def test_a_sample_is_always_varied_alike(sample):
    assert varied(sample) == varied(sample)
