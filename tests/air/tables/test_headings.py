import numpy as np
import pytest

from air.tables.columns import cells_of, find_spans
from air.tables.headings import FEATURE_NAMES, choose_headers, column_features, product_shares
from air.tables.labels import HEADING_CONCEPTS, heading_scores, labels_in
from air.tables.layout import layout_of
from air.vocabulary import TABLE_HEADERS
from tests.air.pages import text_page


def probabilities(*chosen: dict[str, float]) -> np.ndarray:
    """One row per column; what is not named shares the rest."""
    rows = []
    for column in chosen:
        rest = (1 - sum(column.values())) / (len(TABLE_HEADERS) - len(column))
        rows.append([column.get(header, rest) for header in TABLE_HEADERS])
    return np.array(rows)


def test_every_header_is_chosen_once_the_surest_first():
    given = probabilities(
        {"HeaderTotalPrice": 0.6, "HeaderBasePrice": 0.3},
        {"HeaderTotalPrice": 0.9},
        {"NoPrediction": 0.9},
        {"NoPrediction": 0.8},
    )
    chosen = choose_headers(given, np.zeros((4, 4, 4)), np.ones(4))
    assert [header for header, _ in chosen] == ["HeaderBasePrice", "HeaderTotalPrice", "NoPrediction", "NoPrediction"]
    assert [confidence for _, confidence in chosen] == pytest.approx([0.3, 0.9, 0.9, 0.8])


def test_of_two_descriptions_the_fuller_is_one():
    given = probabilities(
        {"HeaderDescription": 0.98, "NoPrediction": 0.01}, {"HeaderDescription": 0.9}, {"HeaderTotalPrice": 0.9}
    )
    chosen = choose_headers(given, np.zeros((3, 3, 3)), np.array([0.25, 1.0, 1.0]))
    assert [header for header, _ in chosen] == ["NoPrediction", "HeaderDescription", "HeaderTotalPrice"]


def test_columns_that_multiply_are_quantity_price_and_amount():
    given = probabilities(
        {"HeaderQuantity": 0.9},
        {"HeaderTaxRate": 0.5, "HeaderBasePrice": 0.3},
        {"HeaderTotalPrice": 0.45},
        {"HeaderTotalPrice": 0.5},
    )
    products = np.zeros((4, 4, 4))
    products[0, 1, 2] = 1.0
    assert [header for header, _ in choose_headers(given, products, np.ones(4))][:3] == [
        "HeaderQuantity", "HeaderBasePrice", "HeaderTotalPrice",
    ]  # fmt: skip


def test_features_of_columns():
    layout = layout_of(
        text_page("Qty  Description  Price  Total", "  2  Chair        12.00  24.00", "  3  Table        80.00  240.00")
    )
    spans = find_spans(layout.rows[1:], layout.rows[:1], layout.character)
    cells = [cells_of(row, spans) for row in layout.rows[1:]]
    features = column_features(spans, cells, False)
    assert features.shape == (4, len(FEATURE_NAMES))
    column = {name: features[:, at].tolist() for at, name in enumerate(FEATURE_NAMES)}
    assert column["is_product"] == [0, 0, 0, 1]
    assert column["is_factor"][0] == 1
    assert column["share_amount"] == [0, 0, 1, 1]
    assert column["col_quantity"][0] == 1
    assert product_shares(cells, 4, False)[0, 2, 3] == 1


@pytest.mark.parametrize(
    ("heading", "concept"),
    [
        ("Omschrijving", "col_description"),
        ("Omschrijvlng", "col_description"),
        ("Stückpreis", "col_unit_price"),
        ("Qté", "col_quantity"),
        ("Qty Unit", "col_quantity"),
        ("Art.-Nr.", "col_article_code"),
    ],
)
def test_heading_scores(heading, concept):
    assert heading_scores(heading)[HEADING_CONCEPTS.index(concept)] > 0.6


def test_labels_over_several_words():
    found = {name for _, _, names in labels_in(["Totaal", "exclusief", "BTW", "100,00"]) for name in names}
    assert "total_excl" in found
    assert "carried_over" in {name for _, _, names in labels_in(["Übertrag"]) for name in names}
