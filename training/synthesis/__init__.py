"""Training documents that are drawn: invoices, credit notes and receipts by a grammar of layouts, with their truth."""

from training.synthesis.document import SyntheticDocument, make_document

__all__ = ["SyntheticDocument", "make_document"]
