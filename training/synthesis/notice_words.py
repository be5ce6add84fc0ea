# ruff: noqa: E501 (rows of words)
"""Small print and notices per language (data). {other} is some date, {amount} some sum, {code} some number: no answers."""

from __future__ import annotations

NOTICES = {
    "nl": (
        "Uw jaarverbruik is op {other} vastgesteld; het maandbedrag is daarop aangepast tot {amount}.",
        "Storingen meldt u onder nummer {code}, dag en nacht bereikbaar. Houd uw gegevens bij de hand.",
        "De overeenkomst wordt op {other} stilzwijgend verlengd, tenzij u deze een maand tevoren opzegt.",
        "Bij niet tijdige betaling brengen wij {amount} administratiekosten in rekening, te vermeerderen met de wettelijke rente.",
        "Op deze nota is polisblad {code} van toepassing. De voorwaarden vindt u op onze website.",
        "Bewaar deze factuur als garantiebewijs. De garantie loopt tot {other}.",
    ),
    "de": (
        "Ihr Abschlag wurde zum {other} auf {amount} angepasst. Grundlage ist der Verbrauch des vergangenen Jahres.",
        "Der Vertrag verlängert sich zum {other} um ein weiteres Jahr, sofern er nicht fristgerecht gekündigt wird.",
        "Hinweis gemäß § 14b UStG: Privatpersonen sind verpflichtet, diese Rechnung zwei Jahre aufzubewahren.",
        "Bei Zahlungsverzug berechnen wir Mahnkosten in Höhe von {amount} je Mahnung.",
        "Es gilt die Preisliste vom {other}. Rückfragen bitte unter Angabe der Vorgangsnummer {code}.",
        "Der gesetzlich geschuldete Beitrag enthält Zuschläge von {amount}, die bis {other} befristet sind.",
    ),
    "fr": (
        "Votre contrat sera reconduit le {other} pour une durée d'un an, sauf résiliation deux mois auparavant.",
        "Votre consommation annuelle a été relevée le {other}, la mensualité passe à {amount}.",
        "En cas de retard, une pénalité de {amount} sera appliquée, sans qu'un rappel soit nécessaire.",
        "Pour toute réclamation, indiquez le numéro {code} et appelez notre service clients.",
        "Les conditions générales de vente en vigueur au {other} figurent au verso.",
        "Facture établie selon le devis {code} accepté le {other}.",
    ),
    "en": (
        "Your agreement renews on {other} for a further year unless we hear from you a month before.",
        "Usage was measured on {other}; your monthly instalment changes to {amount} from the next period.",
        "Late payment is charged with an administration fee of {amount} and interest at the statutory rate.",
        "To report a fault call us at any hour and quote {code}. Please have your details at hand.",
        "This charge was calculated with the price list of {other}. Charges may be rounded to the cent.",
        "Estimated charges are marked with an asterisk. Credits of {amount} expire on {other}.",
    ),
    "es": (
        "El contrato se renovará el {other} por un año, salvo comunicación en contrario con un mes de antelación.",
        "El consumo anual se leyó el {other}; la cuota mensual pasa a {amount}.",
        "En caso de demora se aplicará un recargo de {amount} además del interés legal.",
        "Para cualquier reclamación indique el número {code} y llame a nuestro servicio de atención.",
        "Precios según la tarifa vigente el {other}.",
        "Conserve esta factura como garantía hasta el {other}.",
    ),
    "pl": (
        "Umowa zostanie przedłużona dnia {other} na kolejny rok, o ile nie zostanie wypowiedziana.",
        "Zużycie roczne odczytano dnia {other}; opłata miesięczna wynosi odtąd {amount}.",
        "W razie opóźnienia naliczamy opłatę {amount} oraz odsetki ustawowe.",
        "Reklamacje prosimy zgłaszać, podając numer {code}.",
        "Ceny według cennika obowiązującego od {other}.",
        "Fakturę należy przechować do {other} jako dowód zakupu.",
    ),
}
