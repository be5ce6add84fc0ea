"""The slip of the card terminal below a receipt: numbers, perhaps a date of its own, and an amount once more."""

from __future__ import annotations

from datetime import timedelta

from training.synthesis.sheet import Note
from training.synthesis.till_job import Job

LINES = (
    "Terminal: ########", "Auth: ######", "AID: A000000004####", "Card: ************####", "Trace ######",
    "Merchant ########", "Periode: ####", "TA-Nr. ######", "Terminal-ID ########", "Beleg-Nr. ####",
    "Card no. XXXX XXXX XXXX ####", "Pos-Info 00 0## 00", "VU-Nr. ##########", "Genehmigungs-Nr. ######",
    "EMV-Data 0000008000/E800/0000/####", "Batch ######", "Ref no. ############", "gueltig bis ##/##",
    "RRN ############", "Invoice No. ######", "Approval code ######", "Capt.-Ref. = ####", "AS-Proc-Code = 00 075 ##",
)  # fmt: skip
BRANDS = (
    "VISA", "MAESTRO", "Mastercard", "V PAY", "girocard", "Bancontact", "Visa Debit", "Kartenzahlung", "CARTE BANCAIRE",
    "contactless", "* * Kundenbeleg * *", "MERCHANT COPY", "CUSTOMER COPY", "AMEX", "SALE", "DEBIT MASTERCARD",
)  # fmt: skip
ENDS = (
    "Zahlung erfolgt",
    "APPROVED",
    "TRANSACTION OK",
    "AKKOORD",
    "Bitte Beleg aufbewahren",
    "NO SIGNATURE REQUIRED",
    "",
)


def print_slip(job: Job) -> None:
    """The slip."""
    style, chance, till, formats = job.style.fork("card"), job.chance.fork("card"), job.till, job.design.formats
    till.rule()
    till.middle(style.choice(BRANDS))
    is_apart = style.happens(0.4)
    for text in style.sample(LINES, style.randint(2, 8)):
        place = text.index("#")
        label, _, value = (text[:place] + chance.fill(text[place:])).rpartition(" ")
        till.line(label, value) if is_apart else till.line(f"{label} {value}")
    if style.happens(0.5):
        _when(job)
    amount = formats.with_currency(job.content.totals.due)
    label = style.choice((job.design.words.label("card"), "Betrag" if job.design.words.language == "de" else "AMOUNT"))
    till.line(label, amount, (Note("Currency", formats.currency),))
    if end := style.choice(ENDS):
        till.middle(end)


def _when(job: Job) -> None:
    """The terminal's clock: the same day, or the next where it was put through later."""
    style = job.style.fork("slip day")
    is_later = style.happens(0.12)
    day = job.content.day + timedelta(days=1) if is_later else job.content.day
    notes = () if is_later else (Note("InvoiceDate", f"{day:%Y-%m-%d}"),)
    shown, time = job.design.formats.short_day(day), job.time(style)
    joint = style.choice((" ", "  ", " / ", "/"))
    job.till.line(f"{shown}{joint}{time}", "", notes) if style.happens(0.5) else job.till.line(shown, time, notes)
