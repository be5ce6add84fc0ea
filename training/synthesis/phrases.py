# ruff: noqa: E501 (rows of words)
"""Running text around the figures, per language (data). {number}, {date}, {due}, {amount}, {iban}, {days} are filled in."""

from __future__ import annotations

CARRIED = {  # at the foot of a page, at the head of the next
    "nl": ("Transport", "Transport"), "de": ("Übertrag", "Übertrag"), "fr": ("À reporter", "Report"), "en": ("Carried forward", "Brought forward"),
    "es": ("Suma y sigue", "Suma anterior"), "pl": ("Do przeniesienia", "Z przeniesienia"),
}  # fmt: skip
SECTIONS = {
    "nl": ("Materiaal", "Arbeid", "Levering week 12", "Project Noord", "Overige kosten", "Fase 1"), "de": ("Material", "Arbeitszeit", "Lieferung KW 12", "Bauabschnitt 1", "Nebenkosten"),
    "fr": ("Fournitures", "Main d'oeuvre", "Livraison semaine 12", "Lot 1", "Frais divers"), "en": ("Materials", "Labour", "Delivery week 12", "Phase 1", "Other charges"),
    "es": ("Materiales", "Mano de obra", "Entrega semana 12", "Fase 1", "Otros gastos"), "pl": ("Materiały", "Robocizna", "Dostawa tydz. 12", "Etap 1", "Pozostałe"),
}  # fmt: skip
SENTENCES = {  # number and date within a line of text
    "nl": ("Factuur {number} van {date}", "Factuurnummer {number}, {date}", "Factuur nr. {number} d.d. {date}"),
    "de": ("Rechnung Nr. {number} vom {date}", "Rechnung {number} vom {date}", "Rechnungsnummer {number} / {date}"),
    "fr": ("Facture n° {number} du {date}", "Facture {number} du {date}", "FACTURE N° {number} en date du {date}"),
    "en": ("Invoice {number} of {date}", "Invoice no. {number} dated {date}", "Invoice {number} - {date}"),
    "es": ("Factura {number} de fecha {date}", "Factura nº {number} del {date}"),
    "pl": ("Faktura VAT nr {number} z dnia {date}", "Faktura nr {number} z dnia {date}"),
}
CREDIT_SENTENCES = {
    "nl": ("Creditnota {number} van {date}",), "de": ("Gutschrift Nr. {number} vom {date}",), "fr": ("Avoir n° {number} du {date}",),
    "en": ("Credit note {number} of {date}",), "es": ("Factura rectificativa {number} de {date}",), "pl": ("Faktura korygująca {number} z dnia {date}",),
}  # fmt: skip
INTROS = {
    "nl": (
        "Hierbij brengen wij u de volgende werkzaamheden in rekening:",
        "Voor de geleverde goederen brengen wij u in rekening",
        "Bedankt voor uw opdracht. Onderstaand treft u de specificatie aan.",
        "Conform onze overeenkomst factureren wij u het volgende.",
    ),
    "de": (
        "wir bedanken uns für Ihren Auftrag und stellen Ihnen wie folgt in Rechnung:",
        "für unsere Lieferungen und Leistungen berechnen wir Ihnen:",
        "gemäß Ihrer Bestellung lieferten wir Ihnen:",
        "unsere Lieferungen/Leistungen stellen wir Ihnen wie folgt in Rechnung.",
    ),
    "fr": (
        "Nous vous prions de trouver ci-dessous le détail de nos prestations :",
        "Suite à votre commande, veuillez trouver notre facture.",
        "Conformément à notre accord, nous vous facturons :",
        "Détail des fournitures livrées",
    ),
    "en": (
        "Please find below our charges for the services provided.",
        "Thank you for your order. The following items were supplied:",
        "For professional services rendered",
        "In accordance with our agreement we invoice you as follows:",
    ),
    "es": (
        "A continuación detallamos los trabajos realizados:",
        "Gracias por su pedido. Le facturamos lo siguiente:",
        "Según lo acordado, facturamos:",
        "Detalle de los servicios prestados",
    ),
    "pl": (
        "Zgodnie z zamówieniem wystawiamy fakturę za:",
        "Dziękujemy za zamówienie.",
        "Za wykonane usługi:",
        "Zgodnie z umową:",
    ),
}
REQUESTS = {  # how to pay; some name the number, the due date, the account
    "nl": (
        "Gelieve het bedrag van {amount} vóór {due} over te maken op rekening {iban} onder vermelding van {number}.",
        "Wij verzoeken u het bedrag binnen {days} dagen over te maken onder vermelding van factuurnummer {number}.",
        "Betaling binnen {days} dagen op {iban}.",
        "Het totaalbedrag wordt omstreeks {due} van uw rekening afgeschreven.",
        "Uiterlijk {due} dient het bedrag op onze rekening te staan.",
        "Betaaltermijn {days} dagen. Vermeld bij betaling a.u.b. {number}.",
    ),
    "de": (
        "Bitte überweisen Sie den Betrag von {amount} bis zum {due} auf das Konto {iban} unter Angabe der Rechnungsnummer {number}.",
        "Zahlbar innerhalb von {days} Tagen ohne Abzug.",
        "Bitte überweisen Sie den Rechnungsbetrag bis {due}.",
        "Der Betrag von {amount} wird von Ihrem Konto abgebucht.",
        "Zahlungsziel: {days} Tage, fällig am {due}.",
        "Rechnungsbetrag fällig zum {due} ohne Skontoabzug.",
        "Verwendungszweck: {number}",
    ),
    "fr": (
        "Merci de régler la somme de {amount} avant le {due} sur le compte {iban} en rappelant la référence {number}.",
        "Règlement à {days} jours par virement.",
        "À régler au plus tard le {due}.",
        "Le montant de {amount} sera prélevé sur votre compte.",
        "Conditions de règlement : {days} jours, soit le {due}.",
        "Règlement par virement, échéance {due}.",
        "Merci d'indiquer la référence {number} lors du paiement.",
    ),
    "en": (
        "Please transfer {amount} before {due} to account {iban} quoting {number}.",
        "Payment is due within {days} days of the invoice date.",
        "Please pay by {due} and quote invoice number {number}.",
        "The amount of {amount} will be collected by direct debit.",
        "Terms: net {days} days. Due {due}.",
        "Make all checks payable to the company. Total due in {days} days.",
        "Payment reference: {number}",
        "This invoice is payable on or before {due}.",
    ),
    "es": (
        "Rogamos abonen {amount} antes del {due} en la cuenta {iban} indicando {number}.",
        "Pago a {days} días por transferencia bancaria.",
        "Fecha límite de pago: {due}.",
        "El importe de {amount} se cargará en su cuenta.",
        "Vencimiento a {days} días: {due}.",
        "Pagadero antes del {due}, indique {number}.",
    ),
    "pl": (
        "Prosimy o wpłatę kwoty {amount} do dnia {due} na konto {iban} z podaniem numeru {number}.",
        "Płatność w terminie {days} dni.",
        "Termin zapłaty: {due}.",
        "Kwota {amount} zostanie pobrana z rachunku.",
        "Do zapłaty do dnia {due}, w tytule prosimy podać {number}.",
        "Zapłata: przelew {days} dni.",
    ),
}
EARLY = {  # discount for early payment: a date and an amount that are no answers
    "nl": "Bij betaling vóór {early} mag u {percent} korting aftrekken: {amount}.", "de": "Bei Zahlung bis {early} gewähren wir {percent} Skonto ({amount}).",
    "fr": "Escompte de {percent} pour paiement avant le {early}, soit {amount}.", "en": "A discount of {percent} ({amount}) may be deducted if paid by {early}.",
    "es": "Descuento por pronto pago {percent} hasta el {early}: {amount}.", "pl": "Przy zapłacie do {early} rabat {percent} ({amount}).",
}  # fmt: skip
TERMS = {
    "nl": (
        "Op al onze leveringen zijn de algemene voorwaarden van toepassing, gedeponeerd bij de Kamer van Koophandel onder nummer 1234.",
        "Reclames binnen 8 dagen na ontvangst. Geleverde goederen blijven ons eigendom tot volledige betaling.",
        "Bij te late betaling is 1% rente per maand verschuldigd, met een minimum van € 40,00.",
    ),
    "de": (
        "Es gelten unsere Allgemeinen Geschäftsbedingungen. Gerichtsstand ist der Sitz der Gesellschaft.",
        "Die Ware bleibt bis zur vollständigen Bezahlung unser Eigentum. Reklamationen innerhalb von 14 Tagen.",
        "Das Leistungsdatum entspricht dem Rechnungsdatum, soweit nicht anders angegeben.",
    ),
    "fr": (
        "En cas de retard de paiement, indemnité forfaitaire de 40 € pour frais de recouvrement (art. L441-10 du code de commerce).",
        "Pas d'escompte pour paiement anticipé. Taux des pénalités : trois fois le taux d'intérêt légal.",
        "Les marchandises restent notre propriété jusqu'au paiement intégral (loi du 12 mai 1980).",
    ),
    "en": (
        "All goods remain our property until paid in full. Claims must be made within 7 days of receipt.",
        "Late payments are subject to interest of 1.5% per month. Our general terms and conditions apply.",
        "Cheques payable to the company. Returned payments incur a fee of 25.00.",
    ),
    "es": (
        "La mercancía viaja por cuenta y riesgo del comprador. No se admiten devoluciones pasados 15 días.",
        "Inscrita en el Registro Mercantil, Tomo 1234, Folio 56, Hoja 7890.",
        "En cumplimiento del RGPD 2016/679, sus datos se tratan para la gestión contable.",
    ),
    "pl": (
        "Towar pozostaje własnością sprzedawcy do czasu zapłaty. Reklamacje w terminie 14 dni.",
        "Za nieterminową zapłatę naliczane są odsetki ustawowe.",
        "Faktura bez podpisu zgodnie z art. 106e ustawy z dnia 11 marca 2004.",
    ),
}
NOTHING_OWED = {
    "nl": "Factuur is reeds voldaan.", "de": "Betrag dankend erhalten.", "fr": "Facture acquittée.", "en": "Paid in full, thank you.", "es": "Factura pagada.", "pl": "Zapłacono.",
}  # fmt: skip
COURTS = {
    "de": "Amtsgericht {}",
    "fr": "RCS {}",
    "nl": "KvK {}",
    "be": "RPR {}",
    "pl": "Sąd Rejonowy {}",
    "es": "Registro Mercantil de {}",
}
PERSONS = {
    "de": "Geschäftsführer: {}",
    "nl": "Directie: {}",
    "fr": "Gérant : {}",
    "en": "Director: {}",
    "es": "Gerente: {}",
    "pl": "Prezes: {}",
}
CAPITALS = {
    "fr": "Capital social {} €",
    "de": "Stammkapital {} EUR",
    "pl": "Kapitał zakładowy {} zł",
    "es": "Capital social {} €",
}

PLACE_DATES = {  # a date without a label
    "nl": ("{date}", "{place}, {date}"), "de": ("{date}", "{place}, {date}", "{place}, den {date}"), "fr": ("{date}", "{place}, le {date}", "Le {date}"),
    "en": ("{date}", "{place}, {date}"), "es": ("{date}", "{place}, {date}", "En {place}, a {date}"), "pl": ("{date}", "{place}, dnia {date}", "{place}, {date}"),
}  # fmt: skip
TAGLINES = {
    "nl": ("Uw partner in techniek", "Sinds 1987", "Vakwerk met garantie", "ma-vr 8.00 - 17.30 uur, za 9.00 - 16.00 uur"),
    "de": ("Ihr Partner vor Ort", "Seit 1954", "Meisterbetrieb", "Mo.-Fr. 8.30 - 12.30 Uhr, 14.00 - 17.00 Uhr", "Qualität aus Tradition"),
    "fr": ("Votre partenaire depuis 1992", "Devis gratuit", "Ouvert du lundi au vendredi 8h30 - 18h00", "Artisan qualifié"),
    "en": ("Experts you can trust", "Established 1978", "Mon-Fri 9am - 5.30pm", "Quality and service", "A division of Northgate Holdings"),
    "es": ("Desde 1985 a su servicio", "Horario: 9:00 a 14:00 y 16:00 a 19:00", "Calidad y servicio"),
    "pl": ("Od 1995 roku", "pn-pt 8.00 - 16.00", "Jakość i tradycja"),
}  # fmt: skip
LETTERS = {  # paragraphs around the figures; dates and amounts in them are no answers
    "nl": (
        "Op {other} heeft u ons opdracht gegeven. Wij hebben de werkzaamheden naar beste kunnen uitgevoerd.",
        "Uw vorige betaling van {amount} hebben wij op {other} ontvangen.",
        "Wijzigingen in uw gegevens kunt u doorgeven via onze website. Met ingang van {other} gelden nieuwe tarieven.",
        "Heeft u vragen over deze factuur? Neem dan contact op met onze klantenservice.",
    ),
    "de": (
        "Bei Ausstellung der Rechnung wurde der Vertragsstand bis zum {other} berücksichtigt.",
        "Ihre letzte Zahlung über {amount} haben wir am {other} erhalten.",
        "Ab dem {other} gelten neue Preise. Einzelheiten entnehmen Sie bitte unserer Preisliste.",
        "Bei Fragen zu dieser Rechnung wenden Sie sich bitte an unseren Kundendienst.",
    ),
    "fr": (
        "Suite à votre demande du {other}, nous avons réalisé les prestations suivantes.",
        "Votre dernier règlement de {amount} a été reçu le {other}.",
        "De nouveaux tarifs sont applicables à compter du {other}.",
        "Pour toute question, notre service clientèle est à votre disposition.",
    ),
    "en": (
        "Further to your instructions of {other} we have completed the work described below.",
        "Your last payment of {amount} was received on {other}.",
        "New prices apply from {other}. Please see our website for details.",
        "If you have any questions about this invoice please contact our customer service.",
    ),
    "es": (
        "De acuerdo con su solicitud del {other}, hemos realizado los siguientes trabajos.",
        "Su último pago de {amount} se recibió el {other}.",
        "Las nuevas tarifas se aplican a partir del {other}.",
        "Para cualquier consulta, contacte con atención al cliente.",
    ),
    "pl": (
        "Zgodnie ze zleceniem z dnia {other} wykonaliśmy następujące prace.",
        "Ostatnia wpłata w kwocie {amount} wpłynęła dnia {other}.",
        "Od dnia {other} obowiązuje nowy cennik.",
        "W razie pytań prosimy o kontakt z biurem obsługi klienta.",
    ),
}
