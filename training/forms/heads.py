"""Heads of receipts, letters and invoices: who sends them, printed in many ways, with the right name and address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from training.forms import head_words as words
from training.forms.companies import address_of, brand_of, company_of, domain_of, place_of
from training.forms.values import PATTERNS
from training.synthesis.chance import Chance
from training.synthesis.fonts import Pen, draw_family
from training.synthesis.sheet import Sheet

NARROW = 400.0  # points: narrower pages are slips of tills
ORDERS = (  # of the lines under a name, with weights
    (("numbers", "address", "contact"), 4), (("address", "contact", "numbers"), 6),
    (("address", "numbers", "contact"), 2),
    (("slogan", "address", "contact", "numbers"), 2), (("branch", "address", "numbers", "contact"), 1),
    (("address", "branch", "numbers", "contact"), 2), (("contact", "address", "numbers"), 1),
)  # fmt: skip
GREETINGS, SIGNS = 0.12, 0.1  # share of heads that begin with a greeting; that show a sign, and the company below


@dataclass(frozen=True, slots=True)
class DrawnHead:
    """A document of which only head and foot are of interest."""

    pdf: bytes
    company: tuple[str, ...]  # its lines as printed, without registration number
    address: tuple[str, ...]
    seed: str


@dataclass
class _Paper:
    """A page that is written line by line."""

    chance: Chance
    locale: str
    width: float
    height: float
    y: float = 0.0
    align: str = "left"
    margin: float = 10.0
    style: Callable[[str], str] = str
    sheet: Sheet = field(init=False)
    pen: Pen = field(init=False)

    def __post_init__(self) -> None:
        sizes = (7.0, 8.0, 9.0) if self.is_slip else (9.0, 10.0, 11.0)
        self.sheet = Sheet(self.width, self.height)
        self.pen = Pen(draw_family("pl", self.chance), self.chance.choice(sizes))

    @property
    def is_slip(self) -> bool:
        return self.width < NARROW

    def line(self, text: str, pen: Pen | None = None) -> None:
        """Write a line, smaller where it would not fit."""
        pen, room = pen or self.pen, self.width - 2 * self.margin
        while pen.width(text) > room and pen.size > 5.5:
            pen = pen.scaled(0.9)
        x = {"left": self.margin, "centre": self.width / 2, "right": self.width - self.margin}[self.align]
        self.sheet.write(x, self.y, text, pen, self.align)
        self.y += pen.leading

    def priced(self, text: str, price: str) -> None:
        """A line with an amount at the right edge."""
        self.sheet.write(self.width - self.margin, self.y, price, self.pen, "right")
        self.line(text)

    def skip(self, most: float, least: float = 0.0) -> None:
        """Leave some lines empty."""
        self.y += self.pen.leading * self.chance.uniform(least, most)


def make_head(seed: int) -> DrawnHead:
    """Draw one; the same seed gives the same bytes."""
    chance = Chance(f"head {seed}")
    locale = chance.weighted(words.LOCALES)
    width, height, _ = chance.weighted(tuple((page, page[2]) for page in words.PAGES))
    paper = _Paper(chance, locale, width, height, chance.uniform(10, 60))
    if chance.happens(0.5):
        paper.style = str.upper
    company = [paper.style(line) for line in company_of(locale, chance)]
    address = [paper.style(line) for line in address_of(locale, chance)]
    paper.margin = 10.0 if paper.is_slip else chance.choice((36.0, 60.0))
    aligned = ("centre", "centre", "left") if paper.is_slip else ("left", "left", "centre", "right")
    if not paper.is_slip and chance.happens(0.15):  # the sender stands at the foot
        _draw_body(paper)
        paper.y = max(paper.y + 30, height - 90)
        paper.align = chance.choice(aligned)
        _draw_sender(paper, company, address)
    else:
        paper.align = chance.choice(aligned)
        _draw_sender(paper, company, address)
        paper.align = "left"
        _draw_body(paper)
        _draw_foot(paper, company)
    return DrawnHead(paper.sheet.pdf(), tuple(company), tuple(address), str(seed))


def _draw_sender(paper: _Paper, company: Sequence[str], address: Sequence[str]) -> None:
    """Name, numbers, address and contacts in one of many orders."""
    chance = paper.chance
    _draw_above(paper)
    has_sign = chance.happens(SIGNS)
    if has_sign:
        _draw_sign(paper)
    else:
        _draw_name(paper, company)
    lines = {
        "numbers": [_number(chance) for _ in range(chance.randint(0, 2))],
        "address": list(address),
        "contact": [_contact(chance) for _ in range(chance.randint(0, 3))],
        "branch": [chance.choice(words.BRANCHES).format(place=place_of(paper.locale, chance), code=chance.digits(4))],
        "slogan": [chance.choice(words.SLOGANS)],
    }
    spread = chance.choice((0.0, 0.0, 0.1, 0.35))
    for part in chance.weighted(ORDERS):
        for text in lines[part]:
            paper.line(text)
            paper.y += paper.pen.leading * spread
    if has_sign:
        _draw_name(paper, company)
    paper.skip(2)


def _draw_sign(paper: _Paper) -> None:
    """A brand, and the place of its shop; who runs it is named further down."""
    chance = paper.chance
    brand = brand_of(chance)
    text = chance.choice((brand, f"{brand} {chance.choice(words.TRADES)}", f"{brand}'s {chance.choice(words.TRADES)}"))
    pen = paper.pen.scaled(chance.choice((1.0, 1.0, 1.4, 2.0))).bold(chance.happens(0.5))
    paper.line(paper.style(text), pen)
    if chance.happens(0.5):
        paper.line(paper.style(f"{place_of(paper.locale, chance)} {chance.choice(words.AREAS)}"))


def _draw_above(paper: _Paper) -> None:
    """What stands over the name: marks, what is left of a logo, a brand that is not the name."""
    chance = paper.chance
    if chance.happens(0.2):
        paper.line(chance.choice((chance.digits(chance.randint(3, 8)), *map(chance.fill, ("A#####", "A", "AAA")))))
        paper.skip(3)
    if chance.happens(GREETINGS):
        for _ in range(chance.choice((1, 1, 2))):
            paper.line(paper.style(chance.choice(words.GREETINGS).format(brand=brand_of(chance))))
        paper.skip(chance.choice((0.0, 0.0, 1.0)))
    if chance.happens(0.3):
        brand = brand_of(chance)
        above = (
            brand, f"{brand} {chance.choice(words.TRADES)}", chance.choice(words.SLOGANS), chance.choice(words.TITLES),
            f"{brand} {brand_of(chance)} - {place_of(paper.locale, chance)}",
        )  # fmt: skip
        pen = paper.pen.scaled(chance.choice((1.0, 1.0, 1.6, 2.2))).bold(chance.happens(0.5))
        paper.line(paper.style(chance.choice(above)), pen)
        paper.skip(chance.choice((0.0, 0.0, 0.5, 1.0)))


def _draw_name(paper: _Paper, company: Sequence[str]) -> None:
    """The name, with a registration number behind or below it."""
    chance = paper.chance
    pen = paper.pen.scaled(chance.choice((1.0, 1.0, 1.2, 1.6))).bold(chance.happens(0.6))
    registration, beside = chance.fill(chance.choice(words.REGISTRATIONS)), chance.happens(0.2)
    for line in company[:-1]:
        paper.line(line, pen)
    paper.line(f"{company[-1]} {registration}" if beside else company[-1], pen)
    if not beside and chance.happens(0.35):
        if chance.happens(0.1):
            paper.line(_meta(chance))
        paper.line(registration)


def _draw_body(paper: _Paper) -> None:
    """Title, who buys, numbers and dates, items and sums."""
    chance = paper.chance
    if chance.happens(0.7):
        paper.line(chance.choice(words.TITLES), paper.pen.scaled(chance.choice((1.0, 1.4, 2.0))).bold())
    if chance.happens(0.1 if paper.is_slip else 0.75):
        paper.skip(1, 1)
        if chance.happens(0.5):
            paper.line(chance.choice(words.BUYERS))
        for text in (*company_of(paper.locale, chance), *address_of(paper.locale, chance)):
            paper.line(text)
        paper.skip(1, 1)
    for _ in range(chance.randint(2, 6)):
        paper.line(_meta(chance))
    paper.skip(1)
    for _ in range(chance.randint(1, 6)):
        item = f"{brand_of(chance)} {chance.choice(words.TRADES)}"
        text = f"{chance.randint(1, 9)} {item}".upper() if paper.is_slip else item
        paper.priced(text, f"{chance.randint(1, 400)}.{chance.choice(('00', '50', '95', '20'))}")
    for word in ("Subtotal", "Total", "Cash", "Change")[: chance.randint(1, 4)]:
        paper.priced(word, f"{chance.randint(1, 900)}.{chance.randint(0, 9)}0")


def _draw_foot(paper: _Paper, company: Sequence[str]) -> None:
    if paper.chance.happens(0.25):
        paper.align = "centre"
        paper.line(
            paper.chance.choice((" ".join(company), f"www.{domain_of(company[0])}.com", "Thank you, come again"))
        )


def _meta(chance: Chance) -> str:
    day = f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/20{chance.randint(10, 26)}"
    time = f"{chance.randint(8, 20)}:{chance.randint(10, 59)}"
    value = chance.choice((day, chance.digits(6), chance.fill("AA######"), time))
    return chance.choice(words.META) + chance.choice((": ", " : ", " ", ":")) + value


def _number(chance: Chance) -> str:
    digits = chance.fill(chance.choice(("############", "######-A", "##########", *PATTERNS["code"])))
    text = chance.choice(words.NUMBERS) + chance.choice((": ", " : ", " ", " NO : ")) + digits
    return f"({text})" if chance.happens(0.25) else text


def _contact(chance: Chance) -> str:
    phone = chance.choice(words.PHONES) + chance.choice((": ", " : ", " ", ":")) + chance.fill(
        chance.choice(words.PHONE_NUMBERS)
    )  # fmt: skip
    brand = brand_of(chance).lower()
    return chance.choice((phone, phone, f"www.{brand}.com", f"info@{brand}.com", f"E-mail: sales@{brand}.net"))
