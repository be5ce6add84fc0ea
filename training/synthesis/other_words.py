# ruff: noqa: E501 (rows of words)
"""Words of lists of other invoices, per language (data)."""

from __future__ import annotations

TITLES = {
    "nl": ("Openstaande facturen", "Eerdere facturen", "Nog niet ontvangen betalingen", "Overzicht openstaande posten"),
    "de": ("Offene Posten", "Offene Rechnungen", "Frühere Rechnungen", "Bisher berechnete Abschläge", "Kontostand"),
    "fr": ("Factures en attente de règlement", "Factures précédentes", "Relevé de compte", "Situation de votre compte"),
    "en": ("Open invoices", "Previous invoices", "Statement of account", "Outstanding items", "Account summary"),
    "es": ("Facturas pendientes", "Facturas anteriores", "Estado de cuenta"),
    "pl": ("Nierozliczone faktury", "Poprzednie faktury", "Zestawienie należności"),
}
HEADINGS = {
    "nl": {"number": ("Factuur", "Factuurnr.", "Nummer"), "date": ("Datum", "Factuurdatum"), "due": ("Vervaldatum", "Vervalt"), "amount": ("Bedrag", "Factuurbedrag"), "paid": ("Betaald",), "open": ("Open", "Saldo")},
    "de": {"number": ("Rechnung", "Rechnungsnr.", "Belegnr.", "Nummer"), "date": ("Datum", "vom"), "due": ("Fällig", "Fälligkeit"), "amount": ("Betrag", "Rechnungsbetrag"), "paid": ("Bezahlt",), "open": ("Offen", "Saldo")},
    "fr": {"number": ("Facture", "N° facture", "Numéro"), "date": ("Date",), "due": ("Échéance",), "amount": ("Montant", "Montant TTC"), "paid": ("Réglé",), "open": ("Reste dû", "Solde")},
    "en": {"number": ("Invoice", "Invoice no.", "Number", "No."), "date": ("Date", "Invoice date"), "due": ("Due", "Due date"), "amount": ("Amount", "Total"), "paid": ("Paid",), "open": ("Balance", "Open")},
    "es": {"number": ("Factura", "Nº factura", "Número"), "date": ("Fecha",), "due": ("Vencimiento",), "amount": ("Importe", "Total"), "paid": ("Pagado",), "open": ("Pendiente", "Saldo")},
    "pl": {"number": ("Faktura", "Nr faktury", "Numer"), "date": ("Data",), "due": ("Termin",), "amount": ("Kwota", "Brutto"), "paid": ("Zapłacono",), "open": ("Pozostało", "Saldo")},
}  # fmt: skip
SUMS = {
    "nl": ("Totaal", "Totaal openstaand"), "de": ("Summe", "Gesamt offen"), "fr": ("Total", "Total dû"), "en": ("Total", "Total outstanding"),
    "es": ("Total", "Total pendiente"), "pl": ("Razem", "Razem do zapłaty"),
}  # fmt: skip
SENTENCES = {
    "nl": (
        "Factuur {number} van {date} ({amount}) staat nog open.",
        "Reeds gefactureerd: {number} d.d. {date}, {amount}",
    ),
    "de": (
        "Die Rechnung {number} vom {date} über {amount} ist noch offen.",
        "abzüglich Abschlagsrechnung {number} vom {date}: {amount}",
    ),
    "fr": ("La facture {number} du {date} ({amount}) reste impayée.", "Déjà facturé : {number} du {date}, {amount}"),
    "en": ("Invoice {number} of {date} for {amount} is still unpaid.", "Previously billed: {number}, {date}, {amount}"),
    "es": ("La factura {number} de {date} ({amount}) está pendiente.", "Ya facturado: {number} de {date}, {amount}"),
    "pl": (
        "Faktura {number} z dnia {date} na kwotę {amount} jest nieopłacona.",
        "Wcześniej zafakturowano: {number} z {date}, {amount}",
    ),
}
