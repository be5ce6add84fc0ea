"""A user at work with documents and models, and the invoices they read."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from operations import jobs
from operations.recogniser import Recogniser

AIR = "/public-api/v1/air"
INVOICE = """{supplier}                                   Factuur
Dorpsstraat 5, 1234 AB Utrecht              Factuurnummer: {number}
                                            Factuurdatum: {day}
Ons kenmerk   {reference}                   Vervaldatum: {due}

Omschrijving            Aantal    Prijs     Bedrag
{item}                      10    25,00     250,00
Levering aan huis            1    {price}    {price}

Totaal excl. btw                     {net}
Btw 21%                               {tax}
Totaal incl. btw                     {total}
IBAN NL02ABNA0123456789   BTW-nummer NL001234567B01  KvK 12345678
"""


def invoice(at: int = 1, supplier: str = "Papierhandel Noord B.V.") -> bytes:
    """A text file; `at` decides what changes from one invoice to the next."""
    price = 10 + at
    net = 250 + price
    tax = round(net * 21)  # cents
    return INVOICE.format(
        supplier=supplier, number=f"F25-{at:04}", day=f"{1 + at % 27:02}-03-2025", due=f"{1 + at % 27:02}-04-2025",
        reference=f"OK{7000 + at}", item=("Papier A4", "Enveloppen", "Pennen")[at % 3], price=f"{price},00",
        net=f"{net},00", tax=f"{tax // 100},{tax % 100:02}", total=f"{net + tax // 100},{tax % 100:02}",
    ).encode()  # fmt: skip


def values(at: int = 1, **changed: str | None) -> list[dict[str, str | None]]:
    """What is right about `invoice(at)`; None leaves a field out."""
    net = 260 + at
    tax = f"{net * 21 / 100:.2f}"
    right: dict[str, str | None] = {
        "InvoiceNumber": f"F25-{at:04}",
        "InvoiceDate": f"2025-03-{1 + at % 27:02}T00:00:00.0000000",
        "DueDate": f"2025-04-{1 + at % 27:02}T00:00:00.0000000",
        "TotalAmountInclTax": f"{net * 1.21:.2f}",
        "TotalAmountExclTax": f"{net}.00",
        "TaxLine1": f"{tax};0.21;{net}.00",
        "InvoiceIBAN": "NL02ABNA0123456789",
        "InvoiceVatNumber": "NL001234567B01",
        "InvoiceCocNumber": "12345678",
        **changed,
    }
    return [{"fieldName": name, "correctValue": value} for name, value in right.items() if value is not None]


@dataclass(frozen=True)
class Desk:
    """A user at work: reads, validates, asks for models."""

    user: Any
    recogniser: Recogniser

    def post(self, path: str, **body: Any) -> Any:
        return self.user.post(f"{AIR}/{path}", json=body)

    def model(self, name: str = "Leveranciers", **more: Any) -> str:
        answer = self.post("model/createOrUpdate", name=name, **more)
        assert answer.status_code == 200, answer.json
        return answer.json["result"]["id"]

    def read(self, content: bytes, model_id: str | None = None, file_name: str = "invoice.txt") -> dict[str, Any]:
        """The operation of a document, read as a worker does."""
        asked = {
            "fileName": file_name, "legislation": "nl", "fileContent": b64encode(content).decode(), "waitSeconds": 0,
            "modelId": model_id, "extractLineItems": True,
        }  # fmt: skip
        answer = self.post("processDocument", **asked)
        assert answer.status_code == 200, answer.json
        operation_id = answer.json["result"]["operationId"]
        jobs.serve(self.machine, self.recogniser, "test")
        jobs.run(operation_id)
        return self.user.get(f"{AIR}/getOperationResult?operationId={operation_id}").json["result"]

    def validate(self, operation_id: str, correct: list[dict[str, Any]], tables: Any = ()) -> Any:
        return self.post(
            "validateOperationResult", operationId=operation_id, correctValues=correct, correctTables=list(tables)
        )

    def listed(self, model_id: str) -> dict[str, Any]:
        items = self.post("model/list").json["result"]["items"]
        return next(item for item in items if item["id"] == model_id)

    @property
    def machine(self) -> Any:
        return self.user.client.application.extensions["machine"]


def fields_of(operation: dict[str, Any]) -> dict[str, str]:
    return {field["fieldName"]: field["value"] for field in operation["airResult"]["fields"]}
