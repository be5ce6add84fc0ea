import json
import shutil
from pathlib import Path

import pytest

from models_store import pretrained
from training.evaluation import BadTruth, Engine, drawn_cases, evaluate, folder_cases
from training.readings import KeptReadings

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def folder(tmp_path):
    """Two documents with their truth: one that is read right, one whose truth is another."""
    for name, number in (("right", "2024-0117"), ("wrong", "other")):
        shutil.copy(SAMPLES / "invoice.pdf", tmp_path / f"{name}.pdf")
        described = {"document": f"{name}.pdf", "legislation": "nl", "fields": {"InvoiceNumber": number}}
        (tmp_path / f"{name}.json").write_text(json.dumps(described))
    (tmp_path / "notes.json").write_text("{}")
    return tmp_path


def sample_number() -> str:
    golden = Path(__file__).parents[1] / "golden" / "invoice.pdf.json"
    return json.loads(golden.read_text())["fields"]["InvoiceNumber"]


def test_a_folder_is_read_and_judged(folder):
    described = json.loads((folder / "right.json").read_text())
    described["fields"]["InvoiceNumber"] = sample_number()
    (folder / "right.json").write_text(json.dumps(described))
    right, wrong = evaluate(folder_cases(folder), Engine(pretrained()))
    assert (right.is_wrong, right.pages, right.template) == (False, (), "right")
    (verdict,) = wrong.errors
    assert (verdict.outcome, verdict.found, verdict.wanted) == ("wrong", sample_number(), "other")
    assert wrong.places == {"InvoiceNumber": ()}  # no such value on the page
    assert [page.lines for page in wrong.pages] == [()]
    assert wrong.milliseconds > 0


def test_the_place_of_a_value_that_was_not_chosen_is_told(folder):
    described = json.loads((folder / "wrong.json").read_text())
    found = json.loads((SAMPLES.parent / "tests/golden/invoice.pdf.json").read_text())["fields"]
    described["fields"] = {"InvoiceDate": found["DueDate"][:10]}
    (folder / "wrong.json").write_text(json.dumps(described))
    *_, wrong = evaluate(folder_cases(folder), Engine(pretrained()))
    assert [place.page_index for place in wrong.places["InvoiceDate"]] == [0]


def test_a_document_that_cannot_be_read_has_everything_missing(folder):
    (folder / "wrong.pdf").write_bytes(b"%PDF-1.4 nothing")
    *_, wrong = evaluate(folder_cases(folder), Engine(pretrained()))
    assert "cannot be read" in wrong.failure
    assert [v.outcome for v in wrong.verdicts] == ["missing"]


def test_excluded_values_are_asked_for(folder):
    described = json.loads((folder / "wrong.json").read_text())
    described["excludedValues"] = [{"fieldName": "InvoiceNumber", "value": sample_number()}]
    (folder / "wrong.json").write_text(json.dumps(described))
    *_, wrong = evaluate(folder_cases(folder), Engine(pretrained()))
    assert all(v.found != sample_number() for v in wrong.verdicts)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not JSON"),
        ('{"document": "nowhere.pdf"}', "no nowhere.pdf beside it"),
        ('{"document": "right.pdf", "excludedValues": [1]}', "TypeError"),
    ],
)
def test_a_description_that_is_none_is_told_of(folder, text, reason):
    (folder / "right.json").write_text(text)
    with pytest.raises(BadTruth, match=rf"right\.json does not describe a document: .*{reason}"):
        list(folder_cases(folder))


def test_a_reading_is_kept_and_used_again(tmp_path):
    from air.readers import ReaderSettings, read_document

    asked = []

    def reader(data, filename, settings):
        asked.append(filename)
        return read_document(data, filename, settings)

    kept = KeptReadings(tmp_path, reader)
    data = (SAMPLES / "invoice.pdf").read_bytes()
    first = kept(data, "invoice.pdf", ReaderSettings())
    assert kept(data, "invoice.pdf", ReaderSettings(threads=2)) == first
    assert kept(data, "other.pdf", ReaderSettings()).pages == first.pages
    assert asked == ["invoice.pdf", "other.pdf"]


def test_drawn_documents_are_the_same_every_time():
    first, second = (list(drawn_cases(2)) for _ in range(2))
    assert first == second


def test_what_a_drawn_document_has_not_is_known():
    for case in drawn_cases(3):
        assert not {*case.expected.absent} & {*case.expected.truth.fields}
        assert {"InvoiceNumber", "DueDate"} <= {*case.expected.absent, *case.expected.truth.fields}
