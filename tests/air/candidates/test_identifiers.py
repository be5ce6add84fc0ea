import pytest

from tests.air.pages import findings_of

EXAMPLES = [
    ("iban", "IBAN NL91 ABNA 0417 1643 00", "NL91ABNA0417164300", True),
    ("iban", "IBAN NL9I ABNA 0417 1643 00", "NL91ABNA0417164300", True),  # OCR: I for 1, proven by the check digits
    ("iban", "IBAN: DE12 1234 4321 9876 00", "DE1212344321987600", False),
    ("iban", "Nr konta: 61 1090 1014 0000 0712 1981 2874", "PL61109010140000071219812874", True),  # as Poles print it
    ("vat_number", "BTW NL 0012.34.567.B01", "NL001234567B01", False),
    ("vat_number", "USt-IdNr. DE136695976", "DE136695976", True),
    ("vat_number", "VAT Reg No 232 1538 95", "232153895", None),
    ("vat_number", "TVA FR 12 345678901", "FR12345678901", None),
    ("coc_number", "KvK 32147380", "32147380", False),
    ("coc_number", "Registration No.32147380", "32147380", False),
    ("coc_number", "Amtsgericht Ansbach HRB 6089", "HRB 6089", False),
    ("coc_number", "SIRET 443 061 841 00047", "44306184100047", True),
    ("payment_reference", "+++090/9337/55493+++", "090933755493", True),
    ("payment_reference", "RF18 5390 0754 7034", "RF18539007547034", True),
]


@pytest.mark.parametrize(("kind", "text", "value", "proven"), EXAMPLES, ids=[e[1] for e in EXAMPLES])
def test_finds_identifiers(kind, text, value, proven):
    found = {
        "".join(ch for ch in str(c.value) if ch not in " .-"): c.is_proven for c in findings_of(text).of_kind(kind)
    }
    wanted = value.replace(" ", "")
    assert wanted in found
    if proven is not None:
        assert found[wanted] is proven


def test_a_payment_reference_with_wrong_check_digits_is_none():
    assert not findings_of("+++090/9337/55494+++", "RF19 5390 0754 7034").of_kind("payment_reference")


def test_digits_of_a_polish_account_without_right_check_digits_are_none():
    assert not findings_of("62 1090 1014 0000 0712 1981 2874", legislation="pl").of_kind("iban")


@pytest.mark.parametrize(
    ("kind", "lines", "value"),
    [
        ("payment_reference", ("Referentie: RF18 5390 0754", "            7034"), "RF18539007547034"),
        ("iban", ("IBAN:    NL91 ABNA 0417   Pagina 1", "         1643 00"), "NL91ABNA0417164300"),
        ("vat_number", ("N° TVA : FR63", "         997244116"), "FR63997244116"),
    ],
)
def test_a_number_that_runs_on_below_is_found_whole(kind, lines, value):
    found = {c.value: c.is_proven for c in findings_of(*lines).of_kind(kind)}
    assert found[value] is True


def test_what_stands_below_a_number_is_no_part_of_it_without_right_check_digits():
    found = {c.value for c in findings_of("IBAN:  NL91 ABNA 0417 1643 00", "       1234").of_kind("iban")}
    assert found == {"NL91ABNA0417164300"}


def test_a_siret_gives_the_company_number_too():
    found = {c.value for c in findings_of("SIRET 44306184100047", legislation="fr").of_kind("coc_number")}
    assert {"44306184100047", "443061841"} <= found
