"""What a document says, before anyone decides how it looks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from air import lexicon
from training.synthesis.abroad import Abroad, draw_abroad
from training.synthesis.chance import Chance
from training.synthesis.goods import TRADES, Trade
from training.synthesis.identifiers import Number, payment_reference
from training.synthesis.items import Habits, Item, draw_habits, draw_item
from training.synthesis.money import ZERO, Totals, cents, tax_sums
from training.synthesis.parties import Party, draw_company, draw_person
from training.synthesis.references import draw_reference, reference, reference_shape

LEGISLATION_WEIGHTS = (("nl", 16), ("be", 12), ("de", 16), ("fr", 16), ("gb", 12), ("usa", 14), ("es", 9), ("pl", 9))
LANGUAGES = {  # what suppliers of the country write
    "nl": (("nl", 85), ("en", 15)), "be": (("nl", 50), ("fr", 38), ("en", 12)), "de": (("de", 88), ("en", 12)),
    "fr": (("fr", 90), ("en", 10)), "es": (("es", 90), ("en", 10)), "pl": (("pl", 85), ("en", 15)), "gb": (("en", 1),),
    "usa": (("en", 1),),
}  # fmt: skip
TREATMENTS = (("taxed", 84), ("reverse_charge", 5), ("intra_community", 3), ("exempt", 4), ("small_business", 4))
DEAR = 40  # most that shops sell costs less
MAIN_RATES = ("standard", "intermediate", "reduced", "super_reduced")


@dataclass(frozen=True, slots=True)
class Supplier:
    """What stays the same on every document of one layout."""

    party: Party
    legislation: str
    language: str
    kind: str  # "invoice" or "receipt"
    scene: str  # see `wording.SCENES`
    habits: Habits
    is_gross: bool  # prices hold the tax
    is_per_line: bool  # tax is rounded per line
    treatment: str
    number_shape: str
    term_days: int
    customer_shape: str
    local_tax: Decimal  # what a US county adds to the state's rate
    state_rate: str  # note of the rate in the lexicon
    abroad: Abroad | None  # a receipt's country, if its tax rules are not the legislation's


@dataclass(frozen=True, slots=True)
class Content:
    """One document of a supplier."""

    supplier: Supplier
    kind: str  # "invoice", "credit_note", "receipt"
    buyer: Party
    ship_to: Party
    number: str
    day: date
    due: date
    order_day: date
    delivery_day: date
    items: tuple[Item, ...]
    totals: Totals
    customer: str
    your_references: tuple[str, ...]
    order_numbers: tuple[str, ...]
    contracts: tuple[str, ...]
    our_reference: str
    sales_order: str
    delivery_note: str
    original_invoice: str
    payment_reference: Number | None
    previous_balance: Decimal


def draw_supplier(chance: Chance) -> Supplier:
    """Who sends documents of this layout."""
    legislation = chance.weighted(LEGISLATION_WEIGHTS)
    language = chance.weighted(LANGUAGES[legislation])
    kind = "receipt" if chance.happens(0.22) else "invoice"
    abroad = draw_abroad(chance.fork("abroad")) if kind == "receipt" else None
    if abroad:
        legislation, language = "gb", "en"
    trade = _trade(kind, chance)
    scene = "receipt" if kind == "receipt" else trade.scene
    states = [rate.note for rate in lexicon.tax_rates("usa") if rate.category == "state" and rate.end is None]
    treatment = "taxed" if kind == "receipt" else chance.weighted(TREATMENTS)
    if legislation == "usa":
        treatment = chance.weighted((("taxed", 6), ("exempt", 4)))
    return Supplier(
        party=draw_company(legislation, language, chance.fork("party"), shop=kind == "receipt"),
        legislation=legislation,
        language=language,
        kind=kind,
        scene=scene,
        habits=draw_habits(trade, chance, is_shop=kind == "receipt"),
        is_gross=legislation != "usa" and (kind == "receipt" or chance.happens(0.5 if scene == "webshop" else 0.04)),
        is_per_line=chance.happens(0.25),
        treatment=treatment,
        number_shape=_number_shape(legislation, chance),
        term_days=chance.weighted(
            ((14, 5), (30, 8), (8, 2), (15, 2), (21, 1), (45, 1), (60, 2), (7, 1), (10, 1), (0, 1))
        ),
        customer_shape=reference_shape("customer", chance),
        local_tax=Decimal(chance.choice((0, 0, 0, 1, 1.5, 2, 2.25, 2.5, 3, 4.875, 0.875))) / 100,
        state_rate=chance.choice(states),
        abroad=abroad,
    )


def draw_content(supplier: Supplier, chance: Chance) -> Content:
    """One document of this supplier."""
    legislation, language = supplier.legislation, supplier.language
    day = date(2011, 1, 10) + timedelta(days=int(5600 * chance.random() ** 0.6))
    kind = "receipt" if supplier.kind == "receipt" else "credit_note" if chance.happens(0.09) else "invoice"
    items = _items(supplier, day, chance.fork("items"))
    buyer = _buyer(supplier, chance.fork("buyer"))
    refers = chance.fork("references")
    order_shape = reference_shape("order", refers)
    return Content(
        supplier=supplier,
        kind=kind,
        buyer=buyer,
        ship_to=draw_company(legislation, language, chance.fork("ship to")),
        number=document_number(supplier.number_shape, day, chance.fork("number")),
        day=day,
        due=day + timedelta(days=supplier.term_days),
        order_day=day - timedelta(days=refers.randint(1, 40)),
        delivery_day=day - timedelta(days=refers.randint(0, 9)),
        items=items,
        totals=_totals(supplier, kind, items, chance.fork("totals")),
        customer=reference(supplier.customer_shape, refers),
        your_references=(_your_reference(buyer, refers),),
        order_numbers=tuple(reference(order_shape, refers) for _ in range(refers.weighted(((1, 12), (2, 1))))),
        contracts=(draw_reference("contract", refers),),
        our_reference=refers.choice((draw_reference("reference", refers), supplier.party.person)),
        sales_order=draw_reference("sale", refers),
        delivery_note=draw_reference("delivery", refers),
        original_invoice=document_number(supplier.number_shape, day - timedelta(days=20), refers),
        payment_reference=payment_reference(legislation, refers),
        previous_balance=cents(Decimal(refers.uniform(5, 900))),
    )


def document_number(shape: str, day: date, chance: Chance) -> str:
    """An invoice number in one of the lexicon's shapes ("INV/yyyy/####"), or in a shape of references."""
    if "|" in shape:
        return reference(shape, chance)
    plain = shape.split(" (")[0]
    for token, value in (
        ("yyyy", f"{day.year}"),
        ("yy", f"{day.year % 100:02d}"),
        ("mm", f"{day.month:02d}"),
        ("dd", f"{day.day:02d}"),
    ):
        plain = plain.replace(token, value)
    if plain.startswith("#"):
        plain = str(chance.randint(1, 9)) + plain[1:]
    return (
        chance.fill(plain)
        if plain.startswith("AA")
        else "".join(str(chance.randint(0, 9)) if c == "#" else c for c in plain)
    )


def rates_for(supplier: Supplier, day: date) -> tuple[Decimal, ...]:
    """The rates this supplier charges that day, the usual one first."""
    if supplier.treatment != "taxed":
        return (Decimal(0),)
    if supplier.abroad:
        return supplier.abroad.rates
    rates = lexicon.rates_on(supplier.legislation, day)
    if supplier.legislation == "usa":
        state = [rate.fraction for rate in rates if rate.note == supplier.state_rate]
        return ((state or [Decimal("0.06")])[0] + supplier.local_tax,)
    main = [next((rate.fraction for rate in rates if rate.category == name), None) for name in MAIN_RATES]
    return tuple(rate for rate in main if rate is not None)


def _number_shape(legislation: str, chance: Chance) -> str:
    """Mostly a shape that invoices have; else one of any number."""
    if chance.happens(0.25):
        return reference_shape("sale", chance)
    known = lexicon.formats()["invoice_number_shapes"]
    return chance.weighted([(shape, w) for shape, w in known if "(pl)" not in shape or legislation == "pl"])


def _trade(kind: str, chance: Chance) -> Trade:
    if kind == "receipt":
        names = (
            "food",
            "food",
            "food",
            "health",
            "hardware",
            "clothing",
            "household",
            "office",
            "computers",
            "garage",
            "events",
        )
        wanted = chance.choice(names)
        return next(trade for trade in TRADES if trade.name == wanted)
    return chance.choice(TRADES)


def _your_reference(buyer: Party, chance: Chance) -> str:
    """What the buyer wants to see: a number, a name, a few words."""
    return chance.weighted(
        (
            (draw_reference(chance.choice(("reference", "order", "contract")), chance), 7),
            (buyer.person, 2),
            (f"{chance.choice(('Project', 'offerte', 'mail', 'order', 'dossier', 'Filiale'))} {chance.fill('###')}", 1),
        )
    )


def _items(supplier: Supplier, day: date, chance: Chance) -> tuple[Item, ...]:
    rates = rates_for(supplier, day)[: chance.weighted(((1, 3), (2, 6), (3, 2)))]
    if chance.happens(0.09) and supplier.treatment == "taxed" and supplier.kind == "invoice":
        rates = (*rates, Decimal(0))  # an exempt line among taxed ones
    top = chance.weighted(((1, 14), (3, 22), (6, 26), (10, 18), (16, 10), (30, 6), (60, 3)))
    if supplier.kind == "receipt":
        top = min(top, 16)
    count = chance.randint(max(1, top // 2), top)
    items = [draw_item(supplier.habits, supplier.language, rates, day, chance) for _ in range(count)]
    if supplier.kind == "receipt":
        items = [_small(item) for item in items]
        items += [_extra(items[-1], supplier.language, chance)] if chance.happens(0.12) else []
    seen: dict[str, Item] = {}
    for item in items:
        seen.setdefault(item.description, item)
    return tuple(seen.values())


def _extra(item: Item, language: str, chance: Chance) -> Item:
    """A bottle deposit, or a discount on the line before."""
    concept, price = chance.choice((("container_deposit", "0.25"), ("discount", "-0.50"), ("discount", "-1.00")))
    named = [term.text for term in lexicon.terms(concept, language) if "%" not in term.text]
    amount = max(Decimal(price), -item.amount)
    return replace(
        item, description=named[0] if named else "Deposit", details=(), quantity=Decimal(1), price=amount, amount=amount
    )


def _small(item: Item) -> Item:
    """A consumer buys fewer, and cheaper."""
    quantity = item.quantity if item.quantity < 6 else Decimal(int(item.quantity) % 3 + 1)
    price = cents(item.price / 10) if item.price > DEAR and int(item.price) % 3 else item.price
    return replace(item, quantity=quantity, price=price, amount=cents(quantity * price * (1 - item.discount)))


def _buyer(supplier: Supplier, chance: Chance) -> Party:
    language = supplier.language
    if supplier.treatment in ("intra_community",) or chance.happens(0.08):
        abroad = chance.choice(
            [code for code in ("nl", "be", "de", "fr", "es", "pl", "gb") if code != supplier.legislation]
        )
        return draw_company(abroad, language, chance)
    if supplier.scene in ("webshop", "utility") and chance.happens(0.6):
        return draw_person(supplier.legislation, language, chance)
    return draw_company(supplier.legislation, language, chance)


def _totals(supplier: Supplier, kind: str, items: tuple[Item, ...], chance: Chance) -> Totals:
    lines = sum((item.amount for item in items), ZERO)
    top_rate = max(item.rate for item in items)
    one_rate = len({item.rate for item in items}) == 1
    discount = (
        cents(lines * Decimal(chance.choice((3, 5, 10, 15))) / 100)
        if one_rate and kind == "invoice" and chance.happens(0.1)
        else ZERO
    )
    wants_shipping = kind != "receipt" and supplier.scene in ("goods", "webshop") and chance.happens(0.25)
    shipping = (
        Decimal(chance.choice(("3.95", "4.95", "6.50", "12.50", "15.00", "25.00", "49.00"))) if wants_shipping else ZERO
    )
    amounts = [(item.rate, item.amount) for item in items] + ([(top_rate, -discount)] if discount else [])
    amounts += [(top_rate, shipping)] if shipping else []
    taxes = tax_sums(amounts, is_gross=supplier.is_gross, per_line=supplier.is_per_line)
    gross = sum((tax.gross for tax in taxes), ZERO)
    paid = ZERO
    if kind == "invoice" and chance.happens(0.1):
        paid = gross if chance.happens(0.35) else cents(gross * Decimal(chance.choice((10, 20, 30, 50))) / 100)
    rounding = ZERO
    rounds = supplier.abroad.rounds_cash if supplier.abroad else supplier.legislation in ("nl", "be")
    if kind == "receipt" and rounds and chance.happens(0.45):
        rounding = cents((gross * 20).quantize(Decimal(1)) / 20) - gross
    return Totals(lines, discount, shipping, taxes, rounding, paid)
