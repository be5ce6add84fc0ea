"""Pages as pictures with the found fields boxed and named.

PDF pages are rendered by poppler, images are turned as they were read; other documents are drawn from their words.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from pdf2image import convert_from_bytes
from PIL import Image, ImageDraw, ImageFont, ImageOps

from air.document import Box, Page
from air.recognition import Recognition

WIDTH = 1240  # pixels; A4 at 150 dpi
RENDER_SECONDS = 60
FIELD_COLOURS = ("#c2185b", "#1565c0", "#2e7d32", "#ef6c00", "#6a1b9a", "#00838f", "#4e342e", "#ad1457")
LINE_ITEM_COLOUR = "#9e9d24"


def draw_pages(data: bytes, filename: str, result: Recognition) -> Iterator[Image.Image]:
    """One RGB picture per page that was read."""
    for page in result.document.pages:
        picture = page_picture(data, page, result.document.media)
        draw = ImageDraw.Draw(picture)
        for item in result.line_items or ():
            if item.page_index == page.index and item.box.height < 1:
                _frame(draw, picture.size, item.box, LINE_ITEM_COLOUR, f"{item.confidence:.0%}", at_right=True)
        for number, field in enumerate(result.fields):
            for value in field.values:
                if value.box is not None and value.page_index == page.index:
                    sure = "" if value.confidence is None else f" {value.confidence:.0%}"
                    colour = FIELD_COLOURS[number % len(FIELD_COLOURS)]
                    _frame(draw, picture.size, value.box, colour, field.name + sure)
        yield picture


def page_picture(data: bytes, page: Page, media: str) -> Image.Image:
    """The page as RGB, upright, `WIDTH` wide; `media` is that of its document."""
    size = (WIDTH, max(1, round(WIDTH * page.height / page.width)) if page.width else WIDTH)
    if media == "pdf":
        number = page.index + 1
        pictures = convert_from_bytes(
            data, first_page=number, last_page=number, size=(WIDTH, None), timeout=RENDER_SECONDS, use_cropbox=True
        )
        return _turned(pictures[0].convert("RGB"), page.rotation).resize(size)
    if media == "image":
        with Image.open(io.BytesIO(data)) as image:
            image.seek(page.index)
            upright = ImageOps.exif_transpose(image).convert("RGB")
        return _turned(upright, page.rotation).resize(size)
    return _typed(page, size)


def _turned(picture: Image.Image, clockwise: int) -> Image.Image:
    return picture.rotate(-clockwise, expand=True) if clockwise else picture


def _typed(page: Page, size: tuple[int, int]) -> Image.Image:
    """The words of the page on white paper."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    for word in page.words():
        left, top, _, bottom = _pixels(word.box, size)
        draw.text((left, top), word.text, fill="black", font=ImageFont.load_default(max(8, bottom - top)))
    return picture


def _frame(
    draw: ImageDraw.ImageDraw, size: tuple[int, int], box: Box, colour: str, name: str, *, at_right: bool = False
) -> None:
    left, top, right, bottom = _pixels(box, size)
    draw.rectangle((left - 3, top - 3, right + 3, bottom + 3), outline=colour, width=2)
    font = ImageFont.load_default(14)
    width = draw.textlength(name, font=font)
    x = min(right + 6, size[0] - width - 4) if at_right else min(left - 3, size[0] - width - 4)
    y = top if at_right else max(0, top - 20)
    draw.rectangle((x, y, x + width + 4, y + 17), fill=colour)
    draw.text((x + 2, y), name, fill="white", font=font)


def _pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    return round(box.left * width), round(box.top * height), round(box.right * width), round(box.bottom * height)
