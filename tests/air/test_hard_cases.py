"""Documents that are hard to read, each with what a bookkeeper wants of it: turned pages, and text of other things."""

from __future__ import annotations

import pytest

from tests.air.readers.files import rotated
from tests.air.reading import read, tax_lines, typed
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


def test_the_invoice_is_not_one_of_the_open_ones_it_lists():
    found = typed(
        "Papierhandel Noord BV                         FACTUUR",
        "Factuurnummer: F25-0103   Factuurdatum: 14-03-2025",
        "",
        "Omschrijving            Aantal   Prijs    Bedrag",
        "Papier A4 doos          4        25,00    100,00",
        "",
        "Totaal excl. btw                          100,00",
        "Btw 21%                                    21,00",
        "Totaal incl. btw                        € 121,00",
        "",
        "Openstaande facturen",
        "Factuur        Datum          Vervaldatum    Bedrag",
        "F25-0042       29-01-2025     28-02-2025     363,00",
        "F25-0077       14-02-2025     16-03-2025     242,00",
        "Totaal openstaand                            605,00",
    )
    assert (found["InvoiceNumber"], found["InvoiceDate"]) == ("F25-0103", "2025-03-14")
    assert (found["TotalAmountExclTax"], found["TotalAmountInclTax"]) == ("100.00", "121.00")
    assert tax_lines(found) == {"21.00;0.21;100.00"}


def test_labels_with_decoration_around_them():
    found = typed(
        "Papierhandel Noord BV                         FACTUUR",
        "* Factuurnummer: F25-0103",
        "* Factuurdatum: 14-03-2025",
        "* Vervaldatum: 13-04-2025",
        "[Uw referentie] ZD-778",
        "- Klantnummer - 88123",
        "",
        "** Totaal excl. btw **                    100,00",
        "** Btw 21% **                              21,00",
        "** Totaal incl. btw **                  € 121,00",
    )
    assert (found["InvoiceNumber"], found["InvoiceCustomerIdentifier"]) == ("F25-0103", "88123")
    assert (found["InvoiceDate"], found["DueDate"]) == ("2025-03-14", "2025-04-13")
    assert found["YourReference"] == "ZD-778"
    assert found["TotalAmountInclTax"] == "121.00"


def test_the_number_of_a_french_company_beside_that_of_its_establishment():
    found = typed(
        "Ateliers Durand SARL                          FACTURE",
        "12 rue des Fleurs, 75011 Paris",
        "SIRET 732 829 320 00074 - RCS Paris 732 829 320",
        "TVA intracommunautaire FR44732829320",
        "",
        "Facture n° : FA-2025-0042",
        "Date : 29/01/2025",
        "Total HT                                   100,00",
        "TVA 20%                                     20,00",
        "Total TTC                                  120,00 €",
        legislation="fr",
    )
    assert found["InvoiceCocNumber"] == "732 829 320"
    assert found["InvoiceVatNumber"] == "FR44732829320"
