"""Amounts that are hard to read or to choose among, each with what a bookkeeper wants of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.air.reading import read, tax_lines, typed
from tests.air.sheets import pdf, scan


def test_amounts_in_words_only_are_not_made_up():
    found = typed(
        "Notariskantoor De Vries                        NOTA",
        "Notanummer: 2025-0031",
        "Datum: 29 januari 2025",
        "Dossier 20240117",
        "",
        "Voor verleende diensten, zegge:",
        "driehonderddrieënzestig euro en vijftig cent",
        "te voldoen binnen 14 dagen op NL91ABNA0417164300",
    )
    assert found.get("TotalAmountInclTax") in (None, "363.50")
    assert "TotalAmountExclTax" not in found
    assert tax_lines(found) == set()


CREDIT = {
    "brackets": ("(250,00)", "(52,50)", "(302,50)"),
    "minus behind": ("250,00-", "52,50-", "302,50-"),
    "long minus in front": ("\u2212250,00", "\u221252,50", "\u2212302,50"),
    "CR behind": ("250,00 CR", "52,50 CR", "302,50 CR"),
}


def credit_note(form: str) -> dict[str, str]:
    excl, tax, incl = CREDIT[form]
    return typed(
        "Papierhandel Noord BV                     CREDITNOTA",
        "Creditnotanummer: C25-0007",
        "Datum: 29-01-2025",
        "Betreft factuur F25-0042 van 03-01-2025",
        "",
        f"Totaal excl. btw                      {excl}",
        f"Btw 21%                               {tax}",
        f"Totaal incl. btw                    € {incl}",
    )


@pytest.mark.parametrize("form", CREDIT)
def test_negative_amounts_of_a_credit_note(form):
    found = credit_note(form)
    assert found["CreditKeyword"] == "True"
    assert found["InvoiceDate"] == "2025-01-29"
    assert Decimal(found["TotalAmountInclTax"]) == Decimal("-302.50")
    assert Decimal(found["TotalAmountExclTax"]) == Decimal("-250.00")
    assert {line.replace("-", "") for line in tax_lines(found)} == {"52.50;0.21;250.00"}


@pytest.mark.parametrize("form", CREDIT)
def test_the_tax_of_a_credit_note_has_the_sign_of_its_totals(form):
    assert tax_lines(credit_note(form)) == {"-52.50;0.21;-250.00"}


def test_the_number_of_a_credit_note_is_not_that_of_the_invoice():
    assert credit_note("brackets")["InvoiceNumber"] == "C25-0007"


@pytest.mark.parametrize("apostrophe", ["'", "\u2019"])
def test_swiss_apostrophes(apostrophe):
    found = typed(
        "Muster Treuhand AG                            RECHNUNG",
        "CHE-123.456.788 MWST",
        "Rechnungsnummer: 20250117",
        "Rechnungsdatum: 29.01.2025",
        "",
        f"Zwischentotal exkl. MWST              CHF 12{apostrophe}500.00",
        "MWST 8.1%                             CHF 1'012.50".replace("'", apostrophe),
        f"Total inkl. MWST                      CHF 13{apostrophe}512.50",
        legislation="de",
    )
    assert found["Currency"] == "CHF"
    assert (found["TotalAmountExclTax"], found["TotalAmountInclTax"]) == ("12500.00", "13512.50")
    assert found["InvoiceDate"] == "2025-01-29"


def test_lines_without_tax_beside_taxed_ones():
    found = typed(
        "Papierhandel Noord BV                         FACTUUR",
        "Factuurnummer: F25-0042   Factuurdatum: 29-01-2025",
        "",
        "Omschrijving            Btw      Bedrag",
        "Papier A4 doos          21%      100,00",
        "Postzegels               0%       50,00",
        "",
        "Subtotaal                        150,00",
        "Btw 21% over 100,00               21,00",
        "Btw 0% over 50,00                  0,00",
        "Totaal te betalen              € 171,00",
    )
    assert (found["TotalAmountExclTax"], found["TotalAmountInclTax"]) == ("150.00", "171.00")
    assert "21.00;0.21;100.00" in tax_lines(found)
    assert {Decimal(line.split(";")[0]) for line in tax_lines(found)} <= {Decimal(21), Decimal(0)}


def test_an_invoice_without_tax_by_law():
    found = typed(
        "Anna Beispiel, Grafik                        RECHNUNG",
        "Rechnungsnummer: 2025-07",
        "Rechnungsdatum: 29.01.2025",
        "",
        "Logo und Briefpapier                  480,00",
        "Gesamtbetrag                          480,00 EUR",
        "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.",
        legislation="de",
    )
    assert found["TotalAmountInclTax"] == "480.00"
    assert found.get("TotalAmountExclTax") in (None, "480.00")
    assert all(Decimal(line.split(";")[0]) == 0 for line in tax_lines(found))


PFAND = (
    "        REWE Markt GmbH",
    "     50667 Köln",
    "    UID Nr.: DE812706034",
    "                        EUR",
    "WASSER 6X1,5L          2,34 A",
    "PFAND 1,50 EUR         1,50 A",
    "BANANEN                1,87 B",
    "LEERGUT               -0,75 A",
    "----------------------------",
    "SUMME       EUR        4,96",
    "Geg. BAR    EUR       10,00",
    "Rückgeld    EUR        5,04",
    "Steuer %  Netto  Steuer Brutto",
    "A= 19,0%  2,60   0,49   3,09",
    "B=  7,0%  1,75   0,12   1,87",
    "Gesamtbetrag 4,35  0,61  4,96",
    "29.01.2025   14:32   Bon-Nr.: 4711",
)


def test_a_receipt_with_a_deposit():
    found = typed(*PFAND, legislation="de")
    assert found["TotalAmountInclTax"] == "4.96"
    assert found["InvoiceDate"] == "2025-01-29"
    assert found["Currency"] == "EUR"
    assert tax_lines(found) == {"0.49;0.19;2.60", "0.12;0.07;1.75"}


def test_a_deposit_is_read_from_a_photographed_slip_too():
    found = read(scan(pdf(PFAND, size=14, leading=20)), "receipt.png", "de")
    assert found["TotalAmountInclTax"] == "4.96"
    assert tax_lines(found) == {"0.49;0.19;2.60", "0.12;0.07;1.75"}


def test_a_foreign_currency_with_its_value_in_euros():
    found = typed(
        "Northwind Tools Ltd                           INVOICE",
        "Invoice number: NW-20331",
        "Invoice date: 29 January 2025",
        "",
        "Description           Qty     Price       Amount",
        "Torque wrench         10      100.00      1,000.00",
        "",
        "Net total                          USD    1,000.00",
        "VAT 20%                            USD      200.00",
        "Total                              USD    1,200.00",
        "",
        "Exchange rate 1 USD = 0.9650 EUR",
        "Total in EUR                       EUR    1,158.00",
        "VAT in EUR                         EUR      193.00",
        legislation="gb",
    )
    assert found["Currency"] == "USD"
    assert (found["TotalAmountExclTax"], found["TotalAmountInclTax"]) == ("1000.00", "1200.00")
    assert tax_lines(found) == {"200.00;0.2;1000.00"}
    assert found["InvoiceDate"] == "2025-01-29"


def test_an_amount_in_words_beside_its_figures():
    found = typed(
        "Biuro Rachunkowe Nowak                        FAKTURA",
        "Faktura VAT nr: FV/12/2025",
        "Data wystawienia: 29.01.2025",
        "",
        "Razem netto                                 100,00",
        "VAT 23%                                      23,00",
        "Do zapłaty                               123,00 zł",
        "Słownie: sto dwadzieścia trzy złote 00/100",
        legislation="pl",
    )
    assert (found["TotalAmountExclTax"], found["TotalAmountInclTax"]) == ("100.00", "123.00")
    assert tax_lines(found) == {"23.00;0.23;100.00"}
    assert found["Currency"] == "PLN"


def test_the_net_of_each_rate_before_the_subtotal():
    found = typed(
        "Boulangerie Martin                            FACTURE",
        "Facture n° : FA-2025-0042",
        "Date : 29/01/2025",
        "",
        "Désignation             Qté      P.U.     Montant HT",
        "Farine T55              10       8,00      80,00",
        "Location four           1        40,00     40,00",
        "",
        "Base HT 20%                                40,00",
        "Base HT 5,5%                               80,00",
        "Sous-total                                120,00",
        "TVA 20%                                     8,00",
        "TVA 5,5%                                    4,40",
        "Total TTC                                132,40 €",
        legislation="fr",
    )
    assert (found["TotalAmountExclTax"], found["TotalAmountInclTax"]) == ("120.00", "132.40")
    assert tax_lines(found) == {"8.00;0.2;40.00", "4.40;0.055;80.00"}
