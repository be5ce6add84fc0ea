# ruff: noqa: E501 (rows of words)
"""Sentences of invoices that are letters, per language (data). {due}, {start}, {end} and {item} are filled in."""

from __future__ import annotations

SUBJECTS = (  # "|" starts a line
    "{title} {label} {reference}", "{title}|{item} {label}: {reference}", "{title} - {item}|{label} {reference}", "{item} {label}: {reference}",
    "{title} {number}|{label}: {reference}", "{title} Nr. {number} {item}", "{title}|{item}", "{title} {number}", "{title} {item} Nr. {reference}",
)  # fmt: skip
ACCOUNTS = {
    "en": ("Policy", "Ref.", "Account"),
    "de": ("Vers.-Nr.", "Aktenzeichen", "Nr."),
    "fr": ("Réf.", "N°"),
    "nl": ("Ref.", "Nr.", "Dossier"),
    "es": ("Ref.", "Nº"),
    "pl": ("Nr", "Sygn."),
}
BODIES = {
    "en": (
        "for {item} the fee for the period from {start} to {end} is now payable.",
        "we charge you for {item} ({start} - {end}) as follows.",
        "Please find the statement of your contribution for {start} to {end} below.",
    ),
    "de": (
        "zu {item} wird der Beitrag für den Zeitraum vom {start} bis zum {end} berechnet.",
        "für {item} (Zeitraum {start} - {end}) berechnen wir Ihnen:",
        "Rechnungszeitraum: {start} - {end}",
    ),
    "fr": (
        "pour {item}, la cotisation de la période du {start} au {end} s'établit comme suit.",
        "Période du {start} au {end} : {item}",
        "nous vous adressons l'appel de cotisation pour la période du {start} au {end}.",
    ),
    "nl": (
        "voor {item} brengen wij u de periode van {start} tot {end} in rekening.",
        "Hierbij ontvangt u de nota voor {item}, periode {start} t/m {end}.",
        "Periode: {start} - {end}",
    ),
    "es": (
        "por {item} le facturamos el periodo del {start} al {end}.",
        "Periodo: {start} - {end}. Concepto: {item}.",
        "le remitimos el recibo correspondiente al periodo del {start} al {end}.",
    ),
    "pl": (
        "za {item} w okresie od {start} do {end} naliczamy opłatę.",
        "Okres: {start} - {end}, {item}.",
        "przesyłamy rozliczenie za okres od {start} do {end}.",
    ),
}
DUES = {
    "en": (
        "The amount is due on {due}.",
        "It falls due on {due}.",
        "Due date: {due}",
        "Payable until {due} without deduction.",
        "We will collect the amount on {due}.",
        "Payment is expected by {due} at the latest.",
    ),
    "de": (
        "Der Betrag ist am {due} fällig.",
        "Fälligkeitstag: {due}",
        "Bitte zahlen Sie bis spätestens {due}.",
        "Wir buchen den Betrag zur Fälligkeit am {due} ab.",
        "Zahlbar bis {due} ohne Abzug.",
        "am {due} fällig.",
    ),
    "fr": (
        "Le montant est exigible le {due}.",
        "À régler avant le {due}.",
        "Échéance : {due}",
        "Le prélèvement sera effectué le {due}.",
        "Payable au plus tard le {due}.",
    ),
    "nl": (
        "Het bedrag dient uiterlijk {due} te zijn voldaan.",
        "Vervaldatum: {due}",
        "Wij schrijven het bedrag op {due} af.",
        "Te betalen vóór {due}.",
        "De betaling verwachten wij uiterlijk op {due}.",
    ),
    "es": (
        "El importe vence el {due}.",
        "Vencimiento: {due}",
        "Se cargará en su cuenta el {due}.",
        "Pagadero antes del {due}.",
    ),
    "pl": (
        "Kwota jest płatna do {due}.",
        "Termin płatności: {due}",
        "Prosimy o zapłatę najpóźniej {due}.",
        "Kwotę pobierzemy dnia {due}.",
    ),
}
