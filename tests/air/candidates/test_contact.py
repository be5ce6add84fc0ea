import pytest

from tests.air.pages import findings_of

CODES = [
    ("1234 AB Amsterdam", "nl", "1234 AB"),
    ("3528BJ Utrecht", "nl", "3528BJ"),
    ("80786 München", "de", "80786"),
    ("London SW1B 3BN", "gb", "SW1B 3BN"),
    ("Seattle, WA 98109-5210", "usa", "98109-5210"),
    ("00-950 Warszawa", "pl", "00-950"),
    ("B-9000 Gent", "be", "9000"),
    ("69100 Villeurbanne", "fr", "69100"),
]


@pytest.mark.parametrize(("text", "legislation", "code"), CODES, ids=[c[0] for c in CODES])
def test_finds_postal_codes(text, legislation, code):
    assert code in {c.value for c in findings_of(text, legislation=legislation).of_kind("postal_code")}


def test_finds_an_email_address_in_a_sentence():
    found = findings_of("Vragen? Mail naar administratie@voorbeeld.co.nl.").of_kind("email")
    assert [c.value for c in found] == ["administratie@voorbeeld.co.nl"]
