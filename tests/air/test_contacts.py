from air.contacts import contact_fields
from tests.air.pages import findings_of


def values(name, *lines):
    return [v.value for f in contact_fields(findings_of(*lines)) if f.name == name for v in f.values]


def test_the_buyers_address_comes_last():
    lines = ("Factuur aan:", "Jan Jansen", "jan@klant.nl", "", "", "", "", "Vragen: info@leverancier.nl")
    assert values("AccountEmail", *lines) == ["info@leverancier.nl"]


def test_every_postal_code_is_given_once():
    assert values("AccountPostalCode", "1234 AB Amsterdam", "3528 BJ Utrecht", "1234 AB Amsterdam") == [
        "1234 AB",
        "3528 BJ",
    ]


def test_nothing_printed_nothing_given():
    assert contact_fields(findings_of("Zonder adres")) == ()
