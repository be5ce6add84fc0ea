"""How a form words its labels, and how somebody who writes a schema for it calls the same things."""

from __future__ import annotations

import re

from air.schema.definition import SchemaField
from air.schema.everyday import EverydayField
from training.forms.values import FormValue
from training.synthesis.chance import Chance

SENTENCES = {  # with a label and a value; the label in lower case where the language has it so
    "en": ("Your {label} is {value}.", "The {label} is {value}.", "{Label}: {value}.", "We noted {label} {value}."),
    "nl": ("Uw {label} is {value}.", "De {label} is {value}.", "{Label}: {value}.", "Genoteerd is {label} {value}."),
    "de": ("Ihre {Label} ist {value}.", "Die {Label} lautet {value}.", "{Label}: {value}."),
    "fr": ("Votre {label} est {value}.", "Le {label} est {value}.", "{Label} : {value}."),
    "es": ("Su {label} es {value}.", "El {label} es {value}.", "{Label}: {value}."),
    "pl": ("{Label} to {value}.", "Państwa {label} to {value}.", "{Label}: {value}."),
}
PARENTS = (  # (names in schemas, headings per language) of blocks that have the same fields each
    ("sender", "Sender|Afzender|Absender|Expéditeur|Remitente|Nadawca"),
    ("recipient", "Recipient|Ontvanger|Empfänger|Destinataire|Destinatario|Odbiorca"),
    ("patient", "Patient|Patiënt|Patient|Patient|Paciente|Pacjent"),
    ("insured_person", "Insured person|Verzekerde|Versicherte Person|Assuré|Asegurado|Ubezpieczony"),
    ("owner", "Owner|Eigenaar|Eigentümer|Propriétaire|Propietario|Właściciel"),
    ("contractor", "Contractor|Aannemer|Auftragnehmer|Prestataire|Contratista|Wykonawca"),
    ("client", "Client|Opdrachtgever|Auftraggeber|Donneur d'ordre|Cliente|Zleceniodawca"),
    ("school", "School|School|Schule|École|Escuela|Szkoła"),
)
LANGUAGES = ("en", "nl", "de", "fr", "es", "pl")
SHORT = {  # usual abbreviations in labels
    "number": "No.", "Number": "No.", "nummer": "nr.", "Nummer": "Nr.", "Numéro": "N°", "Número": "N.º", "Numer": "Nr",
    "Date": "Dt.", "Telephone": "Tel.", "Quantity": "Qty", "Amount": "Amt", "Reference": "Ref.", "Address": "Addr.",
}  # fmt: skip


def draw_label(field: EverydayField, language: str, chance: Chance) -> str:
    """One of the field's labels as a form prints it."""
    label = chance.choice(field.phrases[language])
    for word, short in SHORT.items():
        if chance.happens(0.12):
            label = re.sub(rf"\b{word}\b", short, label)
    style = chance.random()
    return label.upper() if style < 0.1 else label.lower() if style < 0.15 else label


def draw_field(field: EverydayField, value: FormValue, language: str, chance: Chance) -> SchemaField:
    """The field as a schema may ask for it: a key in English or the language of the form, perhaps with aliases."""
    english = language == "en" or chance.happens(0.5)
    name = chance.choice(field.phrases["en" if english else language])
    foreign = english and language != "en"
    likely = 0.9 if foreign else 0.35
    aliases = [phrase for phrase in field.phrases[language] if chance.happens(0.75)] if chance.happens(likely) else []
    if foreign and not aliases:  # nobody could find it
        aliases = [chance.choice(field.phrases[language])]
    description = ""
    if chance.happens(0.25):
        phrase = chance.choice(field.phrases[language if foreign else "en"])
        description = chance.choice(("{}", "the {} on the form", "{} as printed", "{} of the document")).format(phrase)
    kind = _type(value, chance)
    return SchemaField(
        key_of(name, chance), kind, description, tuple(a for a in aliases if a != name),
        enum=value.choices if kind == "enum" else (),
    )  # fmt: skip


def key_of(name: str, chance: Chance) -> str:
    """The words of a name as a key: snake_case, camelCase or as they are."""
    words = re.findall(r"[^\W_]+", name) or [name]
    style = chance.weighted((("snake", 6), ("camel", 3), ("plain", 2)))
    if style == "plain":
        return re.sub(r"[.\[\]]", "", name)
    if style == "camel":
        return words[0].lower() + "".join(word.capitalize() for word in words[1:])
    return "_".join(word.lower() for word in words)


def truth_of(value: FormValue, kind: str) -> object:
    """The value in the type that the schema asks for."""
    return value.text if kind == "string" else value.value


def _type(value: FormValue, chance: Chance) -> str:
    if value.type == "integer":
        return chance.weighted((("integer", 6), ("number", 4), ("string", 1)))
    if value.type == "currency":
        return chance.weighted((("currency", 5), ("number", 5)))
    if value.type in ("enum", "boolean") and value.text.startswith("["):
        return value.type
    return chance.weighted(((value.type, 12), ("string", 1)))
