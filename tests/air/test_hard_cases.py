"""Documents that are hard to read, each with what a bookkeeper wants of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from air.formats import to_text
from air.pipeline import recognise, understand
from air.recognition import Recognition
from models_store import load_pretrained
from tests.air.pages import text_document
from tests.air.readers.files import rotated
from tests.air.sheets import pdf, scan

INVOICE = (
    "Papierhandel Noord BV                              FACTUUR",
    "Stationsweg 12, 9726 AB Groningen",
    "",
    "Bakkerij Jansen BV",
    "Dorpsstraat 4",
    "3512 JE Utrecht",
    "",
    "Factuurnummer: F25-0042",
    "Factuurdatum:  29-01-2025",
    "Vervaldatum:   28-02-2025",
    "",
    "Omschrijving          Aantal      Prijs       Bedrag",
    "Papier A4 doos        10          25,00       250,00",
    "Enveloppen C5         4           12,50        50,00",
    "",
    "                      Totaal excl. btw        300,00",
    "                      Btw 21%                  63,00",
    "                      Totaal incl. btw      € 363,00",
    "",
    "IBAN NL91ABNA0417164300   KvK 32147380   BTW NL820471616B01",
)


def read(data: bytes, filename: str, legislation: str = "nl") -> dict[str, str]:
    return answers(recognise(data, filename, load_pretrained(), legislation=legislation))


def typed(*lines: str, legislation: str = "nl", excluded=()) -> dict[str, str]:
    """What is understood of a page of these lines."""
    return answers(understand(text_document(*lines), load_pretrained(), legislation, excluded)[0])


def answers(result: Recognition) -> dict[str, str]:
    return {
        f.name: ";".join(to_text(v.value) for v in f.values).removesuffix("T00:00:00.0000000") for f in result.fields
    }


def tax_lines(found: dict[str, str]) -> set[str]:
    return {value for name, value in found.items() if name.startswith("TaxLine")}


def assert_is_the_invoice(found: dict[str, str]) -> None:
    assert found["InvoiceNumber"] == "F25-0042"
    assert (found["InvoiceDate"], found["DueDate"]) == ("2025-01-29", "2025-02-28")
    assert (found["TotalAmountExclTax"], found["TotalAmountInclTax"]) == ("300.00", "363.00")
    assert tax_lines(found) == {"63.00;0.21;300.00"}
    assert found["InvoiceIBAN"] == "NL91ABNA0417164300"


# --- pages that do not stand straight


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_digital_page_that_is_turned(turned):
    assert_is_the_invoice(read(rotated(pdf(INVOICE), turned), "turned.pdf"))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_scan_that_lies_on_its_side_or_head(degrees):
    assert_is_the_invoice(read(scan(pdf(INVOICE), degrees=degrees), "scan.png"))


@pytest.mark.parametrize("degrees", [-4, 2.5])
def test_a_scan_that_is_skewed(degrees):
    assert_is_the_invoice(read(scan(pdf(INVOICE), degrees=degrees), "scan.png"))


# --- other text than the invoice's

TERMS = (
    "ALGEMENE VOORWAARDEN",
    "Gedeponeerd bij de Kamer van Koophandel onder nummer 01023456 op 01-07-2014.",
    "1. Deze voorwaarden gelden voor alle overeenkomsten vanaf 1 januari 2015.",
    "2. Betaling geschiedt binnen 14 dagen na factuurdatum op IBAN NL02ABNA0123456789.",
    "3. Bij bestellingen onder EUR 75,00 berekenen wij EUR 7,50 verzendkosten, excl. 21% btw.",
    "4. Onze aansprakelijkheid is beperkt tot een totaal van EUR 2.500,00 per gebeurtenis.",
    "5. Incassokosten bedragen 15% van het totaal te betalen bedrag met een minimum van EUR 40,00.",
    "6. Klachten: vermeld klantnummer en factuurnummer, uiterlijk 8 dagen na ontvangst.",
    "7. Deze voorwaarden vervangen die van 15-03-2009 met kenmerk AV-2009/3.",
)


def test_a_page_of_terms_behind_the_invoice():
    assert_is_the_invoice(read(pdf(INVOICE, TERMS), "invoice.pdf"))


def test_several_dates():
    found = typed(
        "Papierhandel Noord BV                         FACTUUR",
        "Besteldatum: 02-01-2025        Uw bestelling: PO-7781",
        "Leverdatum: 15-01-2025",
        "Periode: 01-01-2025 t/m 31-01-2025",
        "Factuurdatum: 03-02-2025       Factuurnummer: 2025-118",
        "Te betalen voor: 05-03-2025",
        "Afgedrukt op 04-02-2025",
        "",
        "Totaal excl. btw                      100,00",
        "Btw 21%                                21,00",
        "Totaal incl. btw                    € 121,00",
    )
    assert (found["InvoiceDate"], found.get("DueDate")) == ("2025-02-03", "2025-03-05")


LOOKALIKE = (
    "Bakkerij Jansen BV                            FACTUUR",
    "KvK 32147380    BTW NL820471616B01    IBAN NL91ABNA0417164300",
    "Dorpsstraat 4, 3512 JE Utrecht",
    "",
    "Papierhandel Noord BV     KvK 01234567",
    "BTW NL004495445B01        IBAN NL02ABNA0123456789",
    "Factuurnummer: F25-0042   Factuurdatum: 29-01-2025",
    "",
    "Totaal excl. btw                      100,00",
    "Btw 21%                                21,00",
    "Totaal incl. btw                    € 121,00",
)
OWN = (
    ("InvoiceVatNumber", "NL820471616B01"),
    ("InvoiceIBAN", "NL91 ABNA 0417 1643 00"),
    ("InvoiceCocNumber", "32147380"),
)


def test_the_own_company_looks_like_the_sender_but_is_excluded():
    found = typed(*LOOKALIKE, excluded=OWN)
    assert found["InvoiceIBAN"] == "NL02ABNA0123456789"
    assert found["InvoiceVatNumber"] == "NL004495445B01"
    assert found["InvoiceCocNumber"] == "01234567"


def test_the_own_addresses_are_not_the_senders():
    lines = ("Papierhandel Noord BV", "info@noord.example", "9726 AB Groningen", "Bakkerij Jansen", "in@jansen.example")
    found = typed(
        *lines, "3512 JE Utrecht", excluded=(("AccountEmail", "info@noord.example"), ("AccountPostalCode", "9726ab"))
    )
    assert (found["AccountEmail"], found["AccountPostalCode"]) == ("in@jansen.example", "3512 JE")


def test_a_statement_has_no_total_of_one_of_its_invoices():
    found = typed(
        "Papierhandel Noord BV                 REKENINGOVERZICHT",
        "Overzichtsdatum: 31-03-2025           Klantnummer: 88123",
        "",
        "Factuur        Datum          Vervaldatum    Bedrag",
        "F25-0042       29-01-2025     28-02-2025     121,00",
        "F25-0077       14-02-2025     16-03-2025     242,00",
        "",
        "Totaal openstaand                          € 363,00",
        "IBAN NL91ABNA0417164300",
    )
    assert found.get("TotalAmountInclTax") in (None, "363.00")
    assert found.get("TotalAmountExclTax") in (None, "363.00")
    assert tax_lines(found) == set()


# --- amounts


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
