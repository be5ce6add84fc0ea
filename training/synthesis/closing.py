"""What stands below the totals: bank details, requests, terms; and the footer of every page."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from training.synthesis import facts, meta, phrases
from training.synthesis.blocks import Beside, Block, Entry, Framed, Lines, Stack, labelled
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.fonts import Pen
from training.synthesis.header import other_labels
from training.synthesis.in_words import amount_in_words
from training.synthesis.money import cents
from training.synthesis.notices import notices
from training.synthesis.others import other_invoices
from training.synthesis.placement import Placement
from training.synthesis.sheet import Note, Text
from training.synthesis.sums import Matrix

TREATMENT_WORDS = ("reverse_charge", "intra_community", "exempt", "small_business")


def closing(design: Design, content: Content, placement: Placement) -> list[Block]:
    """Blocks below the totals, in order."""
    chance = design.chance.fork("closing")
    blocks: list[Block] = []
    if content.supplier.treatment in TREATMENT_WORDS and content.supplier.legislation != "usa":
        text = design.words.label(content.supplier.treatment)
        blocks += [Lines((Text(text),), design.pen)] if text else []
    blocks += [words] if (words := amount_in_words(design, content)) else []
    if chance.happens(0.55):
        blocks.append(_request(design, content))
    bank = _bank(design, content, placement)
    if bank:
        blocks.append(bank)
    if chance.happens(0.1) and content.kind == "invoice":
        blocks.append(_early(design, content))
    if chance.happens(0.04) and design.words.language == "en":
        blocks.append(_ageing(design, content))
    blocks += [others] if (others := other_invoices(design, content)) else []
    if chance.happens(0.35):
        terms = chance.sample(phrases.TERMS[design.words.language], chance.randint(1, 3))
        blocks.append(
            Lines(
                tuple(Text(term, euro_note(term, design)) for term in terms),
                design.pen.scaled(chance.choice((1.0, 0.85, 0.7))),
            )
        )
    if chance.fork("notices").happens(0.1):
        blocks.append(notices(design, content, chance.fork("notice texts")))
    if chance.happens(0.3):
        blocks.append(
            Lines((Text(design.words.label("greeting_thanks")),), design.pen, chance.choice(("left", "left", "centre")))
        )
    if chance.happens(0.06):
        blocks.append(Lines((Text("." * 40), Text(design.words.label("signature"))), design.pen))
    if chance.happens(0.3):
        chance.shuffle(blocks)
    return blocks


def euro_note(text: str, design: Design) -> tuple[Note, ...]:
    """What a sign in small print says, where it is the document's own currency."""
    return (Note("Currency", "EUR"),) if "€" in text and design.formats.currency == "EUR" else ()


def footer(design: Design, content: Content, placement: Placement) -> Block | None:
    """Registration and bank details in small print at the foot of every page."""
    chance = design.chance.fork("footer")
    entries = facts.seller_entries(design, content)
    chosen = [entries[name] for name in placement.footer if name in entries]
    party, language = content.supplier.party, design.words.language
    address: list[Text] = (
        list(facts.sender_texts(design, content, has_country=False)) if placement.has_footer_address else []
    )
    extras = []
    if language in phrases.PERSONS and chance.happens(0.25):
        extras.append(Text(phrases.PERSONS[language].format(party.person)))
    if party.legislation in phrases.COURTS and chance.happens(0.25):
        extras.append(Text(phrases.COURTS[party.legislation].format(party.court)))
    if language in phrases.CAPITALS and chance.happens(0.2):
        extras.append(
            Text(
                phrases.CAPITALS[language].format(
                    design.formats.number(Decimal(chance.choice((25000, 12500, 100000, 7500))), 0)
                )
            )
        )
    if not chosen and not address and not extras:
        return None
    pen = Pen(
        design.pen.family,
        chance.choice((5.5, 6.0, 6.5, 7.0, 7.5, 8.0)),
        colour=chance.choice(((0, 0, 0), (0.35, 0.35, 0.35), design.accent)),
    )
    colon = chance.choice((":", "", design.labels.colon))
    return (
        _footer_lines(address, chosen, extras, pen, colon, chance.choice((" | ", " - ", "  ·  ", ", ", "   ")))
        if chance.happens(0.45)
        else _footer_columns(address, chosen, extras, pen, colon, chance.randint(2, 4))
    )


def _footer_lines(
    address: list[Text], entries: list[Entry], extras: list[Text], pen: Pen, colon: str, joint: str
) -> Block:
    """Everything in one or two centred lines."""
    pieces = [*address, *_texts(entries, colon), *extras]
    middle = -(-len(pieces) // (2 if len(pieces) > 4 else 1))
    lines = [pieces[i : i + middle] for i in range(0, len(pieces), middle)]
    return Lines(
        tuple(Text(joint.join(p.text for p in line), tuple(n for p in line for n in p.notes)) for line in lines),
        pen,
        "centre",
    )


def _footer_columns(
    address: list[Text], entries: list[Entry], extras: list[Text], pen: Pen, colon: str, columns: int
) -> Block:
    """Columns of small print."""
    pieces = [*address, *_texts(entries, colon), *extras]
    size = -(-len(pieces) // columns)
    blocks = tuple(Lines(tuple(pieces[i : i + size]), pen) for i in range(0, len(pieces), size))
    return Beside(blocks, (1.0,) * len(blocks)) if len(blocks) > 1 else blocks[0]


def _texts(entries: list[Entry], colon: str) -> list[Text]:
    return [Text(f"{e.label}{colon} {e.value}", e.notes) for e in entries]


def _request(design: Design, content: Content) -> Block:
    """How to pay, in a sentence that may name number, date, account."""
    if content.totals.due == 0:
        return Lines((Text(phrases.NOTHING_OWED[design.words.language]),), design.pen)
    chance = design.chance.fork("request")
    shape = chance.choice(phrases.REQUESTS[design.words.language])
    accounts = content.supplier.party.accounts
    if "{iban}" in shape and not accounts:
        shape = phrases.REQUESTS[design.words.language][1]
    values = {
        "number": content.number,
        "due": design.formats.short_day(content.due),
        "amount": design.formats.with_currency(content.totals.due),
        "iban": accounts[0].iban.text if accounts else "",
        "days": str(content.supplier.term_days or 14),
    }
    answers = {
        "number": ("InvoiceNumber", content.number),
        "due": ("DueDate", f"{content.due:%Y-%m-%d}"),
        "iban": ("InvoiceIBAN", accounts[0].iban.value if accounts else ""),
        "amount": ("Currency", design.formats.currency),
    }
    notes = tuple(Note(*answers[name]) for name in answers if f"{{{name}}}" in shape)
    return Lines(
        (Text(shape.format(**values), notes),),
        design.pen.scaled(chance.choice((1.0, 1.0, 0.9))).bold(chance.happens(0.1)),
    )


def _bank(design: Design, content: Content, placement: Placement) -> Block | None:
    """Bank details with labels; further accounts below the first."""
    chance = design.chance.fork("bank")
    entries = facts.seller_entries(design, content)
    chosen = [entries[name] for name in placement.bank if name in entries]
    if "routing" in placement.bank and "account" in entries:
        chosen.append(entries["account"])
    if "iban" in placement.bank:
        more = content.supplier.party.accounts[1:]
        chosen += [Entry(design.words.label("iban"), a.iban.text, (Note("InvoiceIBAN", a.iban.value),)) for a in more]
        reference = meta.meta_entry("payment_reference", design, content)
        chosen += [reference] if reference and chance.happens(0.2) else []
    if not chosen:
        return None
    block = labelled(chosen, other_labels(design, "bank labels"), design.pen.scaled(chance.choice((1.0, 0.9))))
    heading = design.words.label("bank_details_heading")
    if heading and chance.happens(0.35):
        block = Stack((Lines((Text(heading, is_bold=True),), design.pen), block), 2)
    return Framed(block) if chance.happens(0.1) else block


def _ageing(design: Design, content: Content) -> Block:
    """What the buyer owes from before, by age, as statements print it: amounts that are no answers."""
    chance = design.chance.fork("ageing")
    heads = chance.choice(
        (
            ("Current", "1-30 Days", "31-60 Days", "Over 60 Days", "Balance"),
            ("Previous Balance", "Payments", "Account Balance"),
        )
    )
    old = content.previous_balance
    sums = (content.totals.due, old, Decimal("0.00"), Decimal("0.00"), content.totals.due + old)
    amounts = sums if len(heads) == 5 else (old, -old, content.totals.due)
    cells = tuple(design.formats.total(amount) for amount in amounts)
    notes = (Note("Currency", design.formats.currency),) if design.formats.total_money != "#" else ()
    return Matrix(heads, (cells,), notes, design.pen.scaled(0.9), "right", True, True)


def _early(design: Design, content: Content) -> Block:
    """A discount for early payment."""
    chance = design.chance.fork("early")
    percent = Decimal(chance.choice((2, 3))) / 100
    text = phrases.EARLY[design.words.language].format(
        early=design.formats.short_day(content.day + timedelta(days=8)),
        percent=design.formats.percent(percent).rstrip("%") + "%",
        amount=design.formats.with_currency(cents(content.totals.gross * percent)),
    )
    return Lines((Text(text, (Note("Currency", design.formats.currency),)),), design.pen)
