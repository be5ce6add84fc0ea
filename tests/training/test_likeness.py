"""Learning which words are like labels, on a few drawn documents."""

from air.phrases import pieces
from training.likeness import fit_likeness
from training.synthesis.corpus import make_samples


def test_it_learns_labels_and_other_words_and_the_same_documents_give_the_same_bytes(tmp_path):
    samples = list(make_samples(12, 5, scans=0, cache=tmp_path / "readings"))
    first, second = fit_likeness(samples), fit_likeness(samples)
    first.save(tmp_path / "first")
    second.save(tmp_path / "second")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    likely = first.probabilities(tuple(pieces("Rechnungsnummern")))
    assert first.names[int(likely[:-1].argmax())] == "invoice_number"
    assert 0.999 < likely.sum() < 1.001
