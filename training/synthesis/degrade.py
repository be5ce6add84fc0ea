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

Picture = NDArray[np.uint8]  # height x width x 3
Points = NDArray[np.float64]
POINTS_PER_INCH = 72
PAGE_INCHES = 8.27  # width of what goes into a scanner
STAMPS = ("RECEIVED", "PAID", "INGEKOMEN", "Eingegangen", "GEBUCHT", "RECU LE", "PAGADO", "COPY", "BETAALD")
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
    kind = str(draw.choice(["scan", "photo", "fax"], p=_shares(document)))
    pages = _render(document.pdf, float(draw.uniform(*_RESOLUTION[kind])))
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


_RESOLUTION = {"scan": (130.0, 300.0), "photo": (150.0, 260.0), "fax": (190.0, 205.0)}


def _shares(document: SyntheticDocument) -> list[float]:
    return [0.4, 0.6, 0.0] if document.truth.kind == "receipt" else [0.6, 0.3, 0.1]


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
    picture = _faded(picture, draw, strongest=0.35)
    if draw.random() < 0.12:
        picture = _stamped(picture, draw)
    if draw.random() < 0.08:
        picture = _edged(picture, draw)
    if draw.random() < 0.25:
        picture = _folded(picture, draw)
    picture = _blurred(picture, float(draw.uniform(0, 1.1)))
    picture = _noisy(picture, draw, float(draw.uniform(0, 7)))
    if draw.random() < 0.3:
        picture = _dusty(picture, draw)
    if draw.random() < 0.6:
        picture = _grey(picture)
    return _Taken(picture, turned)


def _faxed(page: Picture, draw: np.random.Generator) -> _Taken:
    """Black and white with ragged edges."""
    scanned = _scanned(page, draw)
    grey = cv2.cvtColor(scanned.picture, cv2.COLOR_BGR2GRAY)
    coarse = cv2.resize(grey, None, fx=1.0, fy=float(draw.choice([0.6, 1.0])), interpolation=cv2.INTER_AREA)
    _, black = cv2.threshold(coarse, int(draw.integers(150, 205)), 255, cv2.THRESH_BINARY)
    full = cv2.resize(black, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    return _Taken(_coloured(full), scanned.moved)


def _photographed(page: Picture, draw: np.random.Generator) -> _Taken:
    """Held by hand over a table: perspective, uneven light, colour, blur."""
    height, width = page.shape[:2]
    widest = 0.45 if height > 1.7 * width and draw.random() < 0.5 else 0.09  # a receipt on a large table
    border = draw.uniform(0.01, [widest, 0.09, widest, 0.09]) * np.array([width, height, width, height])
    size = (int(width + border[0] + border[2]), int(height + border[1] + border[3]))
    moved = _perspective(width, height, border, draw)
    background = _table_top(size, draw)
    crumpled = _crumpled(page, draw) if draw.random() < 0.5 else page
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), moved, size)
    picture = cv2.warpPerspective(crumpled, moved, size)
    picture = np.where(mask[:, :, None] > 127, picture, background).astype(np.uint8)
    picture = _faded(picture, draw, strongest=0.5)
    picture = _lit(picture, draw)
    picture = _blurred(picture, float(draw.uniform(0.2, 1.5)))
    return _Taken(_noisy(picture, draw, float(draw.uniform(1, 9))), moved)


_TAKE = {"scan": _scanned, "photo": _photographed, "fax": _faxed}


def _turn(width: int, height: int, degrees: float) -> Points:
    affine = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.vstack([affine, [0.0, 0.0, 1.0]])


def _perspective(width: int, height: int, border: NDArray[np.float64], draw: np.random.Generator) -> Points:
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shaken = draw.uniform(-0.018, 0.018, (4, 2)) * np.array([width, min(height, 2 * width)])
    target = corners + border[:2].astype(np.float32) + shaken.astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
    return _turn(width, height, float(np.clip(draw.normal(0, 1.0), -3, 3))) @ matrix


def _table_top(size: tuple[int, int], draw: np.random.Generator) -> Picture:
    """A dark or coloured surface with soft blotches."""
    coarse = draw.normal(0, 12, (max(2, size[1] // 60), max(2, size[0] // 60), 1)) + draw.uniform(20, 170, 3)
    return cv2.resize(np.clip(coarse, 0, 255).astype(np.uint8), size, interpolation=cv2.INTER_CUBIC)


def _crumpled(page: Picture, draw: np.random.Generator) -> Picture:
    """Paper that does not lie flat: the picture is pushed about by soft waves."""
    height, width = page.shape[:2]
    shape = (max(3, height // 300), max(3, width // 300))
    strength = draw.uniform(0.5, 2.5) * width / 1000
    waves = [
        cv2.resize(draw.normal(0, strength, shape).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
        for _ in "xy"
    ]
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return cv2.remap(page, columns + waves[0], rows + waves[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _faded(picture: Picture, draw: np.random.Generator, *, strongest: float) -> Picture:
    """Weaker ink, as of thermal paper or an empty cartridge."""
    weak = float(draw.uniform(0, strongest)) if draw.random() < 0.6 else 0.0
    return (255 - (255 - picture.astype(np.float32)) * (1 - weak)).astype(np.uint8)


def _lit(picture: Picture, draw: np.random.Generator) -> Picture:
    """Light from one side, a soft shadow, a colour cast."""
    height, width = picture.shape[:2]
    coarse = np.clip(draw.normal(0.88, 0.09, (3, 3)), 0.5, 1.08).astype(np.float32)
    light = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)[:, :, None]
    cast = draw.uniform(0.88, 1.0, 3).astype(np.float32)
    return np.clip(picture * light * cast, 0, 255).astype(np.uint8)


def _folded(picture: Picture, draw: np.random.Generator) -> Picture:
    """One to three folds across: a thin shade or a pale line."""
    height = picture.shape[0]
    shaded = picture.astype(np.float32)
    for at in draw.uniform(0.15, 0.85, int(draw.integers(1, 4))):
        row, depth = int(at * height), float(draw.uniform(-45, 45))
        shaded[max(0, row - 2) : row + 2] += depth
        shaded[row : row + height // 12] += np.linspace(-abs(depth) / 3, 0, len(shaded[row : row + height // 12]))[
            :, None, None
        ]
    return np.clip(shaded, 0, 255).astype(np.uint8)


def _stamped(picture: Picture, draw: np.random.Generator) -> Picture:
    """A rubber stamp with a date of its own, somewhere and askew."""
    height, width = picture.shape[:2]
    text = f"{draw.choice(STAMPS)} {draw.integers(1, 29):02d}.{draw.integers(1, 13):02d}.{draw.integers(2012, 2026)}"
    mark = np.full((60, 26 * len(text), 3), 255, np.uint8)
    colour = [(150, 40, 30), (30, 30, 160), (60, 60, 60)][int(draw.integers(3))]
    cv2.putText(mark, text, (10, 42), cv2.FONT_HERSHEY_DUPLEX, 1.1, colour, 2, cv2.LINE_AA)
    cv2.rectangle(mark, (2, 2), (mark.shape[1] - 3, 57), colour, 2)
    scale = float(draw.uniform(0.25, 0.45)) * width / mark.shape[1]
    place = cv2.getRotationMatrix2D((0, 0), float(draw.uniform(-18, 18)), scale)
    place[:, 2] += draw.uniform([0.05, 0.2], [0.5, 0.9]) * np.array([width, height])
    inked = cv2.warpAffine(mark, place, (width, height), borderValue=(255, 255, 255))
    return np.minimum(picture, inked)


def _edged(picture: Picture, draw: np.random.Generator) -> Picture:
    """Black edges where the lid of the scanner stood open."""
    edged = picture.copy()
    height, width = picture.shape[:2]
    edged[: int(height * draw.uniform(0, 0.012))] = 15
    edged[:, width - int(width * draw.uniform(0, 0.02)) :] = 15
    return edged


def _dusty(picture: Picture, draw: np.random.Generator) -> Picture:
    speckled = picture.copy()
    count = int(draw.integers(20, 400))
    rows, columns = draw.integers(0, picture.shape[0] - 2, count), draw.integers(0, picture.shape[1] - 2, count)
    for row, column in zip(rows, columns, strict=True):
        speckled[row : row + 2, column : column + 2] = 90
    return speckled


def _blurred(picture: Picture, sigma: float) -> Picture:
    return picture if sigma < 0.3 else np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def _noisy(picture: Picture, draw: np.random.Generator, sigma: float) -> Picture:
    if sigma < 0.5:
        return picture
    noise = draw.standard_normal(picture.shape[:2], dtype=np.float32)[:, :, None] * np.float32(sigma)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def _grey(picture: Picture) -> Picture:
    return _coloured(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def _coloured(grey: NDArray[np.uint8]) -> Picture:
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)


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
