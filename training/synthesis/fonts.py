"""Typefaces: those every PDF reader knows, and embedded ones that come inside packages, so every machine has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from training.synthesis.chance import Chance

LEADING = 1.22  # line height in sizes
ASCENT = 0.8  # baseline below the top of the line, in sizes


@dataclass(frozen=True, slots=True)
class Family:
    """A typeface; `has_polish` is False for those that only know Western European letters."""

    name: str
    regular: str
    bold: str
    has_polish: bool = False


STANDARD = (
    (Family("Helvetica", "Helvetica", "Helvetica-Bold"), 10),
    (Family("Times", "Times-Roman", "Times-Bold"), 4),
    (Family("Courier", "Courier", "Courier-Bold"), 2),
    (Family("Vera", "Vera", "VeraBd"), 3),
    (Family("Source Sans", "SourceSansPro-Regular", "SourceSansPro-Bold", True), 5),
    (Family("Caladea", "Caladea-Regular", "Caladea-Bold", True), 3),
    (Family("Droid Sans Mono", "DroidSansMono", "DroidSansMono", True), 1),
)
MONOSPACED = ("Courier", "Droid Sans Mono")
_PACKAGES = {"Source": "font_source_sans_pro/files", "Caladea": "font_caladea/files", "Droid": "captcha/data"}


@dataclass(frozen=True, slots=True)
class Pen:
    """A typeface in a size and colour."""

    family: Family
    size: float  # points
    is_bold: bool = False
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    spacing: float = 0.0  # points added between letters
    stretch: float = 1.0  # width of the letters, in their natural widths

    @property
    def font(self) -> str:
        """The registered name of the font."""
        return ready(self.family.bold if self.is_bold else self.family.regular)

    @property
    def leading(self) -> float:
        """Points from line to line."""
        return self.size * LEADING

    def bold(self, is_bold: bool = True) -> Pen:
        return replace(self, is_bold=is_bold)

    def scaled(self, factor: float) -> Pen:
        """The same in another size, never under 5 points."""
        return replace(self, size=max(5.0, round(self.size * factor, 1)))

    def coloured(self, colour: tuple[float, float, float]) -> Pen:
        return replace(self, colour=colour)

    def width(self, text: str) -> float:
        """Points that the text takes."""
        natural = float(pdfmetrics.stringWidth(printable(text, self.family), self.font, self.size))
        return (natural + self.spacing * len(text)) * self.stretch


def draw_family(language: str, chance: Chance, *, monospaced: bool = False) -> Family:
    """A typeface that has the letters of the language."""
    usable = [(family, weight) for family, weight in STANDARD if family.has_polish or language != "pl"]
    if monospaced:
        usable = [(family, weight) for family, weight in usable if family.name in MONOSPACED]
    return chance.weighted(usable)


def printable(text: str, family: Family) -> str:
    """The text with characters that the typeface lacks replaced."""
    text = text.replace("\u202f", "\xa0")
    if family.has_polish:
        return text.replace("−", "-")
    return text.replace("−", "-").encode("cp1252", "replace").decode("cp1252")


def wrap(text: str, pen: Pen, width: float) -> list[str]:
    """Lines that fit the width; a longer word stands alone."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and pen.width(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


@cache
def ready(font: str) -> str:
    """Register the font if it is not one of the standard fourteen; its name."""
    if font not in pdfmetrics.standardFonts:
        pdfmetrics.registerFont(TTFont(font, str(_path(font))))
    return font


def _path(font: str) -> Path:
    for start, place in _PACKAGES.items():
        if font.startswith(start):
            package, folder = place.split("/")
            found = find_spec(package)
            if found is None or found.origin is None:
                raise FileNotFoundError(f"the package {package} with the font {font} is not installed")
            return Path(found.origin).parent / folder / f"{font}.ttf"
    return Path(reportlab.__file__).parent / "fonts" / f"{font}.ttf"
