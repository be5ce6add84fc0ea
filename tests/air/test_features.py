import numpy as np
import pytest

from air.candidate import KINDS
from air.features import feature_matrices, feature_names
from tests.air.pages import findings_of

PAGE = (
    "Factuurnummer: F25-0042     Factuurdatum: 29-01-2025",
    "Klantnummer: 10017          Vervaldatum: 28-02-2025",
    "Omschrijving      Aantal    Prijs     Bedrag",
    "Papier            2         50,00     100,00",
    "Subtotaal                             100,00",
    "BTW 21%                               21,00",
    "Totaal                                121,00",
    "IBAN NL91ABNA0417164300     KvK 32147380",
)


def column(name: str, kind: str, text: str, findings=None) -> float:
    findings = findings or findings_of(*PAGE)
    row = next(i for i, c in enumerate(findings.of_kind(kind)) if c.text == text)
    return float(feature_matrices(findings)[kind][row, feature_names(kind).index(name)])


@pytest.mark.parametrize("kind", KINDS)
def test_every_candidate_has_a_row_and_every_name_a_column(kind):
    findings = findings_of(*PAGE)
    matrix = feature_matrices(findings)[kind]
    assert matrix.shape == (len(findings.of_kind(kind)), len(feature_names(kind)))
    assert not np.isinf(matrix).any()
    assert len(set(feature_names(kind))) == len(feature_names(kind))


def test_a_page_without_words_gives_empty_matrices():
    assert all(
        matrix.shape == (0, len(feature_names(kind))) for kind, matrix in feature_matrices(findings_of()).items()
    )


def test_the_label_on_the_left_is_nearest():
    assert column("left:invoice_number", "reference", "F25-0042") == 1
    assert column("left:invoice_date", "date", "29-01-2025") == 1
    assert column("left:due_date", "date", "28-02-2025") == 1
    assert column("left:customer_number", "reference", "10017") == 1


def test_another_label_between_pushes_the_first_away():
    assert column("left:invoice_number", "date", "29-01-2025") < 0.15


def test_words_of_a_value_do_not_announce_it():
    findings = findings_of("Invoice: F25-0042", "PO 456001200", "Factuurnr:4711")
    assert column("left:order_number", "reference", "456001200", findings) == 1
    assert column("left:order_number", "reference", "PO 456001200", findings) == 0
    assert column("left:invoice_number", "reference", "4711", findings) == 1  # in the same word, before the value


def test_amounts_know_their_part_in_sums():
    assert column("as_incl_with_rate", "amount", "121,00") == 1
    assert column("as_tax_with_rate", "amount", "21,00") == 1
    assert column("as_incl_with_rate", "amount", "50,00") == 0


def test_a_column_is_closed_by_its_sum():
    findings = findings_of("Een  10,00", "Twee 15,00", "Drie 25,50", "Som  50,50")
    assert column("closes_column", "amount", "50,50", findings) == 3
    assert column("closes_column", "amount", "25,50", findings) == 0


def test_a_term_in_days_connects_two_dates():
    findings = findings_of("Datum 01-03-2025", "Betalen binnen 30 dagen", "Uiterlijk 31-03-2025")
    assert column("term_leads_here", "date", "31-03-2025", findings) == 1
    assert column("term_leads_here", "date", "01-03-2025", findings) == 0
