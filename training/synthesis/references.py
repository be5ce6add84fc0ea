"""Numbers and codes that people give to orders, customers, contracts and cases.

All of them come from one pool of shapes: what such a number means is said by its label and place, not by its look. Only
the letters in front speak for the kind here and there, as "PO" does.
"""

from __future__ import annotations

from training.synthesis.chance import Chance

BODIES = (
    ("###", 1), ("####", 4), ("#####", 6), ("######", 7), ("#######", 4), ("########", 5), ("#########", 3),
    ("##########", 3), ("############", 1), ("0#####", 1), ("00######", 1), ("45########", 1), ("000###", 1),
    ("####-##", 1), ("##-####", 1), ("##/####", 1), ("####/##", 1), ("##.###", 0.5), ("##.###.###.#", 0.5),
    ("###-###-###", 0.4), ("### ### ###", 0.3), ("#### ####", 0.3), ("######-#", 0.5), ("##-###-##", 0.4),
    ("20##-####", 1), ("20##/###", 0.6), ("20######", 1), ("##/########", 0.4), ("A####", 0.7), ("####A", 0.5),
    ("#A##A", 0.3), ("AA##AA##", 0.3), ("##-AA-####", 0.4), ("AAA###", 0.5),
    ("AA-###", 0.8), ("##/AA", 0.4), ("AA/####", 0.4), ("#AA-##", 0.2), ("A.###.##", 0.2),
    ("AAAAA-#", 0.4), ("AAAAAA##", 0.3),
    ("#########################", 0.1), ("AAAA###########", 0.3),
)  # fmt: skip
LETTERS = {  # in front of the number, by what it means
    "customer": ("K", "K-", "D", "C", "CL", "CLT-", "CUST-", "CID-", "KD-", "KD", "A", "M-", "DEB", "BUYER-"),
    "order": ("PO", "PO-", "PO ", "BC", "BC-", "BE", "ORD-", "ORDER", "B-", "CMD", "IO-", "4500", "P", "SO-"),
    "contract": ("C-", "CON-", "CT", "V-", "VTR-", "L-", "KTR", "MA-", "SUB-"),
    "reference": ("REF", "REF-", "R-", "Q", "AB-", "AG", "OFF-", "DOS-", "dept", "PRJ"),
    "sale": ("SO", "SO-", "AB", "AU-", "VO", "S", "BV"),
    "delivery": ("LS-", "LS", "DN", "PB", "BL", "BL-", "ASN-", "WZ"),
    "policy": ("", "", "KV-", "HV ", "VS"),
}
SPEAKING = 0.3  # of the numbers have letters of their kind
STRANGE = 0.15  # have letters of any kind, or their own


def reference_shape(kind: str, chance: Chance) -> str:
    """A shape to fill with `reference`: letters in front, a bar, and "#" digits with "A" letters."""
    draw = chance.random()
    letters = ""
    if draw < SPEAKING:
        letters = chance.choice(LETTERS[kind])
    elif draw < SPEAKING + STRANGE:
        letters = chance.choice((*LETTERS[chance.choice(tuple(LETTERS))], chance.fill("A"), chance.fill("AA-")))
    return f"{letters}|{chance.weighted(BODIES)}"


def reference(shape: str, chance: Chance) -> str:
    """A number of that shape."""
    letters, _, body = shape.partition("|")
    return letters + chance.fill(body)


def draw_reference(kind: str, chance: Chance) -> str:
    """A number of any shape."""
    return reference(reference_shape(kind, chance), chance)
