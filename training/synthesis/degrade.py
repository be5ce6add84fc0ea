"""Clean pages made into scans, faxes and photographs: what OCR has to read in real life."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from air.document import Box
from training.sample import TrueColumn, TrueTable, Truth
from training.synthesis.document import SyntheticDocument
from training.synthesis.marks import Picture, penned, stamped
from training.synthesis.paper import (
    blurred,
    coloured,
    crumpled,
    dusty,
    edged,
    faded,
    folded,
    grey,
    lit,
    noisy,
    seen_through,
    table_top,
)  # fmt: skip

Points = NDArray[np.float64]
POINTS_PER_INCH = 72
PAGE_INCHES = 8.27  # width of what goes into a scanner
PENNED = 0.1  # of the pages have something written on them
THIN = 0.1  # of the papers on a glass let the print on their back be seen
TURNED = 0.04  # of the pictures lie on their side or upside down; truth stays upright, as they are read
LONGEST = 4200  # pixels; receipts get long


@dataclass(frozen=True, slots=True)
class Scan:
    """An image file, or a PDF of images, with the truth in its coordinates."""

    data: bytes
    filename: str
    truth: Truth


def make_scan(document: SyntheticDocument, seed: int) -> Scan:
    """A scan, fax or photograph of the document; the same seed gives the same bytes."""
    draw = np.random.default_rng([seed, 20_260])
    kind = str(draw.choice(["scan", "photo", "fax", "glass"], p=_shares(document)))
    pages = _render(document.pdf, float(draw.uniform(*_RESOLUTION[kind])))
    pages = [penned(page, draw) if draw.random() < PENNED else page for page in pages]
    taken = [_TAKE[kind](page, draw) for page in pages]
    truth = replace(document.truth, tables=_moved(document.truth, pages, taken))
    if draw.random() < TURNED:
        turns = int(draw.integers(1, 4))
        taken = [replace(t, picture=np.ascontiguousarray(np.rot90(t.picture, turns))) for t in taken]
    quality = int(draw.integers(35, 92))
    if len(taken) == 1 and draw.random() < 0.8:
        return Scan(_jpeg(taken[0].picture, quality), f"{document.seed}.jpg", truth)
    return Scan(_pdf_of([_jpeg(t.picture, quality) for t in taken]), f"{document.seed}.pdf", truth)


@dataclass(frozen=True, slots=True)
class _Taken:
    """The picture and the homography from page pixels to picture pixels."""

    picture: Picture
    moved: Points  # 3 x 3


_RESOLUTION = {"scan": (130.0, 300.0), "photo": (150.0, 260.0), "fax": (190.0, 205.0), "glass": (140.0, 220.0)}


def _shares(document: SyntheticDocument) -> list[float]:
    return [0.25, 0.5, 0.0, 0.25] if document.truth.kind == "receipt" else [0.6, 0.3, 0.1, 0.0]


def _render(pdf: bytes, dpi: float) -> list[Picture]:
    opened = pypdfium2.PdfDocument(pdf)
    pictures = []
    for page in opened:
        scale = min(dpi / POINTS_PER_INCH, LONGEST / max(page.get_size()))
        pictures.append(np.ascontiguousarray(page.render(scale=scale).to_numpy()[:, :, :3]))
    opened.close()
    return pictures


def _scanned(page: Picture, draw: np.random.Generator) -> _Taken:
    """Flat on the glass: a little turned, grey paper, dust, folds."""
    height, width = page.shape[:2]
    turned = _turn(width, height, float(np.clip(draw.normal(0, 0.6), -2.5, 2.5)))
    paper = int(draw.integers(235, 256))
    picture = cv2.warpPerspective(page, turned, (width, height), borderValue=(paper, paper, paper))
    picture = faded(picture, draw, strongest=0.35)
    if draw.random() < THIN:
        picture = seen_through(picture, draw)
    if draw.random() < 0.12:
        picture = stamped(picture, draw)
    if draw.random() < 0.08:
        picture = edged(picture, draw)
    if draw.random() < 0.25:
        picture = folded(picture, draw)
    picture = blurred(picture, float(draw.uniform(0, 1.1)))
    picture = noisy(picture, draw, float(draw.uniform(0, 7)))
    if draw.random() < 0.3:
        picture = dusty(picture, draw)
    if draw.random() < 0.6:
        picture = grey(picture)
    return _Taken(picture, turned)


def _laid(page: Picture, draw: np.random.Generator) -> _Taken:
    """A slip alone on a large glass: white around it, or dark where the lid stood open, or a folder's brown."""
    height, width = page.shape[:2]
    size = (
        max(int(width * 1.1), int(width * draw.uniform(1.5, 3.2))),
        int(max(height * 1.05, width * draw.uniform(1, 4))),
    )
    x, y = draw.uniform([0.0, 0.0], [size[0] - width, size[1] - height])
    placed = _turn(width, height, float(np.clip(draw.normal(0, 0.8), -3, 3)))
    placed = np.array([[1, 0, x], [0, 1, y], [0, 0, 1]]) @ placed
    ground = [draw.uniform(244, 255, 1).repeat(3), draw.uniform(0, 60, 1).repeat(3), np.array([120.0, 150, 170])]
    colour = tuple(float(c) for c in ground[int(draw.choice(3, p=[0.6, 0.25, 0.15]))])
    if draw.random() < THIN:
        page = seen_through(page, draw)
    picture = cv2.warpPerspective(faded(page, draw, strongest=0.45), placed, size, borderValue=colour)
    picture = blurred(picture, float(draw.uniform(0, 1.0)))
    picture = noisy(picture, draw, float(draw.uniform(0, 6)))
    return _Taken(grey(picture) if draw.random() < 0.7 else picture, placed)


def _faxed(page: Picture, draw: np.random.Generator) -> _Taken:
    """Black and white with ragged edges."""
    scanned = _scanned(page, draw)
    shades = cv2.cvtColor(scanned.picture, cv2.COLOR_BGR2GRAY)
    coarse = cv2.resize(shades, None, fx=1.0, fy=float(draw.choice([0.6, 1.0])), interpolation=cv2.INTER_AREA)
    _, black = cv2.threshold(coarse, int(draw.integers(150, 205)), 255, cv2.THRESH_BINARY)
    full = cv2.resize(black, (shades.shape[1], shades.shape[0]), interpolation=cv2.INTER_NEAREST)
    return _Taken(coloured(full), scanned.moved)


def _photographed(page: Picture, draw: np.random.Generator) -> _Taken:
    """Held by hand over a table: perspective, uneven light, colour, blur."""
    height, width = page.shape[:2]
    widest = 0.45 if height > 1.7 * width and draw.random() < 0.5 else 0.09  # a receipt on a large table
    border = draw.uniform(0.01, [widest, 0.09, widest, 0.09]) * np.array([width, height, width, height])
    size = (int(width + border[0] + border[2]), int(height + border[1] + border[3]))
    moved = _perspective(width, height, border, draw)
    background = table_top(size, draw)
    waved = crumpled(page, draw) if draw.random() < 0.5 else page
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), moved, size)
    picture = cv2.warpPerspective(waved, moved, size)
    picture = np.where(mask[:, :, None] > 127, picture, background).astype(np.uint8)
    picture = faded(picture, draw, strongest=0.5)
    picture = lit(picture, draw)
    picture = blurred(picture, float(draw.uniform(0.2, 1.5)))
    return _Taken(noisy(picture, draw, float(draw.uniform(1, 9))), moved)


_TAKE = {"scan": _scanned, "photo": _photographed, "fax": _faxed, "glass": _laid}


def _turn(width: int, height: int, degrees: float) -> Points:
    affine = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.vstack([affine, [0.0, 0.0, 1.0]])


def _perspective(width: int, height: int, border: NDArray[np.float64], draw: np.random.Generator) -> Points:
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shaken = draw.uniform(-0.018, 0.018, (4, 2)) * np.array([width, min(height, 2 * width)])
    target = corners + border[:2].astype(np.float32) + shaken.astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
    return _turn(width, height, float(np.clip(draw.normal(0, 1.0), -3, 3))) @ matrix


def _jpeg(picture: Picture, quality: int) -> bytes:
    ok, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not ok:
        raise ValueError(f"a picture of {picture.shape} is not encoded")
    return bytes(encoded.tobytes())


def _pdf_of(jpegs: list[bytes]) -> bytes:
    """A PDF with one image a page, as office scanners send."""
    images = [Image.open(io.BytesIO(data)) for data in jpegs]
    buffer = io.BytesIO()
    dpi = images[0].width / PAGE_INCHES
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return buffer.getvalue()


def _moved(truth: Truth, pages: list[Picture], taken: list[_Taken]) -> tuple[TrueTable, ...] | None:
    """The tables where the picture shows them."""
    if truth.tables is None:
        return None
    return tuple(_moved_table(table, pages[table.page_index], taken[table.page_index]) for table in truth.tables)


def _moved_table(table: TrueTable, page: Picture, taken: _Taken) -> TrueTable:
    def place(x: float, y: float) -> tuple[float, float]:
        column, row, depth = taken.moved @ (x * page.shape[1], y * page.shape[0], 1.0)
        return float(column / depth / taken.picture.shape[1]), float(row / depth / taken.picture.shape[0])

    box = table.box
    corners = [place(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    columns = tuple(_moved_column(column, box.middle, place) for column in table.columns)
    middle = (box.left + box.right) / 2
    row_tops = tuple(min(1.0, max(0.0, place(middle, top)[1])) for top in table.row_tops)
    return replace(table, box=Box.clipped(min(xs), min(ys), max(xs), max(ys)), columns=columns, row_tops=row_tops)


def _moved_column(column: TrueColumn, y: float, place: Callable[[float, float], tuple[float, float]]) -> TrueColumn:
    left, right = place(column.left, y)[0], place(column.right, y)[0]
    return replace(column, left=min(1.0, max(0.0, left)), right=min(1.0, max(0.0, right)))
