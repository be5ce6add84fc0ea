"""Image files to pages of words."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from air.document import Document
from air.errors import DocumentTooDemanding, UnreadableDocument
from air.readers.scan import read_scan, side_by_side
from air.readers.settings import ReaderSettings

FORMATS = ("JPEG", "PNG", "BMP", "WEBP", "TIFF")
Image.MAX_IMAGE_PIXELS = None  # the sides are checked before anything is decoded


def read_image(data: bytes, filename: str, settings: ReaderSettings) -> Document:
    """Read an image file, every page of a TIFF.

    Raises:
        DocumentTooDemanding: more pixels than allowed.
        UnreadableDocument: damaged.
    """
    images, count = load_images(data, filename, settings)
    timings: dict[str, float] = {}
    pages = side_by_side(lambda item: read_scan(item[1], item[0], settings, timings), list(enumerate(images)), settings)
    return Document(tuple(pages), count, "image", None, timings)


def load_images(data: bytes, filename: str, settings: ReaderSettings) -> tuple[list[NDArray[np.uint8]], int]:
    """Grey images of the pages that are read, and the number of all pages."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            count = getattr(image, "n_frames", 1)
            return [_frame(image, index, filename, settings) for index in range(min(count, settings.max_pages))], count
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableDocument(filename, "the image is damaged or incomplete; save or send it again") from error


def _frame(image: Image.Image, index: int, filename: str, settings: ReaderSettings) -> NDArray[np.uint8]:
    if index:
        image.seek(index)
    if max(image.size) > settings.max_pixels:
        width, height = image.size
        limit = settings.max_pixels
        raise DocumentTooDemanding(filename, f"{width} x {height} pixels; at most {limit} x {limit} are read")
    if image.format == "JPEG":
        image.draft("L", image.size)  # decode brightness only
    return np.asarray(to_grey(ImageOps.exif_transpose(image)))


def to_grey(image: Image.Image) -> Image.Image:
    """Brightness on white paper: what is transparent is white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        values = np.asarray(image, dtype=np.float64)
        top = 65535 if values.max(initial=0) > 255 else 255
        image = Image.fromarray((np.clip(values / top, 0, 1) * 255).astype(np.uint8))
    return image.convert("L")
