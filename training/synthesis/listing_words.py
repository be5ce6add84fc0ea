"""Words of the views of electronic invoices, per language (data)."""

from __future__ import annotations

SECTIONS = {
    "en": {"document": "Invoice data", "seller": "Seller", "buyer": "Buyer", "payment": "Payment instructions",
           "taxes": "VAT breakdown", "totals": "Document totals"},
    "de": {"document": "Rechnungsdaten", "seller": "Verkäufer", "buyer": "Käufer", "payment": "Zahlungsdaten",
           "taxes": "Aufschlüsselung der Umsatzsteuer", "totals": "Belegsummen"},
    "fr": {"document": "Données de la facture", "seller": "Vendeur", "buyer": "Acheteur", "payment": "Paiement",
           "taxes": "Détail de la TVA", "totals": "Totaux du document"},
    "nl": {"document": "Factuurgegevens", "seller": "Verkoper", "buyer": "Koper", "payment": "Betaalgegevens",
           "taxes": "Btw-specificatie", "totals": "Totalen"},
    "es": {"document": "Datos de la factura", "seller": "Vendedor", "buyer": "Comprador", "payment": "Datos de pago",
           "taxes": "Desglose del IVA", "totals": "Totales"},
    "pl": {"document": "Dane faktury", "seller": "Sprzedawca", "buyer": "Nabywca", "payment": "Płatność",
           "taxes": "Zestawienie VAT", "totals": "Podsumowanie"},
}  # fmt: skip
KEYS = {
    "en": {"type": "Type code", "number": "Identifier", "means": "Payment means", "category": "Category"},
    "de": {"type": "Rechnungsart", "number": "Nummer", "means": "Zahlungsart", "category": "Kategorie"},
    "fr": {"type": "Type de facture", "number": "Identifiant", "means": "Moyen de paiement", "category": "Catégorie"},
    "nl": {"type": "Factuurtype", "number": "Nummer", "means": "Betaalwijze", "category": "Categorie"},
    "es": {"type": "Tipo de factura", "number": "Identificador", "means": "Medio de pago", "category": "Categoría"},
    "pl": {"type": "Typ dokumentu", "number": "Identyfikator", "means": "Forma płatności", "category": "Kategoria"},
}  # fmt: skip
TITLES = {
    "en": ("{title} {number} of {date}", "{title} No. {number} ({date})"),
    "de": ("{title} Nr. {number} vom {date}", "{title} {number} - {date}"),
    "fr": ("{title} N° {number} du {date}", "{title} {number} - {date}"),
    "nl": ("{title} nr. {number} van {date}", "{title} {number} d.d. {date}"),
    "es": ("{title} Nº {number} de {date}", "{title} {number} ({date})"),
    "pl": ("{title} nr {number} z dnia {date}", "{title} {number} ({date})"),
}
