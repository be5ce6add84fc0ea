"""Values of e-invoices, as they are written on the wire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from stdnum import iso11649
from stdnum.be import ogm_vcs

from air.formats import to_text
from air.recognition import TaxLine
from air.vocabulary import TAX_LINES

CREDIT_NOTES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"})  # UNTDID 1001
REVERSE_CHARGE = "AE"  # category of tax, UNTDID 5305
CENT = Decimal("0.01")
MAX_VALUE_LENGTH = 500


def number(text: str) -> Decimal | None:
    """The number, without needless zeros after its cents; None if it is none.

    >>> number("100.0000"), number("33.335"), number("-5"), number("n/a")
    (Decimal('100.00'), Decimal('33.335'), Decimal('-5'), None)
    """
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        return None
    rounded = value.quantize(CENT)
    if "." not in text:
        return value
    return rounded if rounded == value else value.normalize()


def fraction(percent: str) -> Decimal | None:
    """Percentage to fraction.

    >>> fraction("21.00"), fraction("0"), fraction("5.5")
    (Decimal('0.21'), Decimal('0'), Decimal('0.055'))
    """
    value = number(percent)
    if value is None:
        return None
    return (value / 100).normalize() if value else Decimal(0)


def written(value: Decimal | None) -> str:
    """The number as text, empty for None."""
    return "" if value is None else to_text(value)


def quantity(text: str) -> Decimal | None:
    """A quantity without zeros after the point."""
    value = number(text)
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def unit_price(price: str, per: str, units: Decimal | None, amount: Decimal | None) -> Decimal | None:
    """Price of one unit, where the price is stated for `per` units.

    Some programs write the invoiced quantity as `per`; the reading that gives the amount of the line is taken.

    >>> unit_price("10.00", "100", Decimal(500), Decimal("50.00")), unit_price("10.00", "15", Decimal(15), Decimal(150))
    (Decimal('0.10'), Decimal('10.00'))
    """
    stated, base = number(price), number(per)
    if stated is None or base is None or base in (0, 1):
        return stated
    single = stated / base
    if units is not None and amount is not None and abs(stated * units - amount) < abs(single * units - amount):
        return stated
    return number(f"{single:.6f}")


def day(text: str) -> str:
    """A date on the wire, from 2024-05-01 or 20240501; empty if it is none.

    >>> day("20240501"), day("2024-05-01+02:00"), day("soon")
    ('2024-05-01T00:00:00.0000000', '2024-05-01T00:00:00.0000000', '')
    """
    text = text.strip()
    digits = text[:10].replace("-", "")[:8] if text[4:5] == "-" else text[:8]
    try:
        return to_text(date.fromisoformat(digits))
    except ValueError:
        return ""


def tax_lines(lines: Iterable[TaxLine]) -> dict[str, str]:
    """The three largest tax lines under their names, in the order of the document."""
    known = [line for line in lines if line.amount is not None]
    largest = sorted(known, key=lambda line: abs(line.base or Decimal(0)), reverse=True)[: len(TAX_LINES)]
    return dict(zip(TAX_LINES, (to_text(line) for line in known if line in largest), strict=False))


def payment_reference(texts: Iterable[str]) -> str:
    """The first that is a creditor reference (RF) or a Belgian structured message; empty if none is.

    >>> payment_reference(["invoice 12", "+++090/9337/55493+++"]), payment_reference(["RF18 5390 0754 7034"])
    ('090933755493', 'RF18539007547034')
    """
    for text in texts:
        if iso11649.is_valid(text):
            return str(iso11649.compact(text))
        compact = text.strip("+* ")
        if ogm_vcs.is_valid(compact):
            return str(ogm_vcs.compact(compact))
    return ""


def email_address(texts: Iterable[str]) -> str:
    """The first that is an e-mail address."""
    return next((text for text in texts if "@" in text.strip("@")), "")


def fields(values: Mapping[str, str | tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Names with the values that are there."""
    many = {name: value if isinstance(value, tuple) else (value,) for name, value in values.items()}
    kept = {name: tuple(v[:MAX_VALUE_LENGTH] for v in value if v) for name, value in many.items()}
    return {name: value for name, value in kept.items() if value}


def complete(lines: Sequence[dict[str, str]]) -> tuple[dict[str, str], ...]:
    """The lines if they have amounts; profiles without them leave the lines to be read from the page."""
    known = [line for line in lines if line]
    return tuple(known) if any("amount" in line for line in known) else ()


def line_item(values: Mapping[str, str | Decimal | None]) -> dict[str, str]:
    """Attributes with the values that are there, as text."""
    texts = {name: value if isinstance(value, str) else written(value) for name, value in values.items()}
    return {name: value for name, value in texts.items() if value}
