import pytest

from air.language import identify_languages
from tests.air.pages import text_document

TEXTS = {
    "nl": "Wij verzoeken u vriendelijk het bedrag binnen 14 dagen over te maken naar onze rekening",
    "de": "Bitte überweisen Sie den Rechnungsbetrag innerhalb von 14 Tagen auf unser Konto",
    "fr": "Nous vous remercions de votre confiance, le règlement est à effectuer sous 30 jours",
    "en": "Please pay the amount due within 30 days of the date of this invoice",
    "es": "El importe de la factura se debe pagar en un plazo de 30 días",
    "pl": "Prosimy o zapłatę kwoty faktury na konto w terminie 14 dni od daty wystawienia",
}


@pytest.mark.parametrize(("culture", "text"), TEXTS.items(), ids=TEXTS)
def test_names_the_language_first(culture, text):
    languages = identify_languages(text_document(text))
    assert languages[0].culture == culture
    assert 0.5 < languages[0].confidence <= 1


def test_is_unsure_without_words():
    assert identify_languages(text_document("12 34"))[0].confidence < 0.5
