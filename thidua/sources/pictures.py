"""Pictures through Pillow: what there is to see in a file, and its renditions.

Invariant: a rendition depends on the picture's bytes and its recipe, not on the machine: every encoder works with one thread and without a
clock. It holds pixels and nothing else: turned the right way up, in sRGB, without EXIF, place, comment or profile; of what moves, the
first picture. A file is decoded whole before it is accepted, so that one that is cut off never reaches a page.

Only the formats below are ever opened, whatever a file is called: Pillow knows forty more, some of which start other programs.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import PIL
from PIL import Image, ImageCms, features

from thidua.problems import MachineError
from thidua.sources.renditions import Format, Rendition, Seen

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
FEW_COLOURS = 128
"""A drawing has no more; it stays sharp as PNG and would get grey edges as JPEG."""

_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_OPAQUE = 255
_LIBRARIES = ("avif", "webp", "jpg", "libjpeg_turbo", "zlib", "littlecms2")
_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
_SCAN = 8
"""A JPEG is looked at in an eighth of its size: every byte is read, and little is computed."""


class BadPicture(Exception):  # noqa: N818 # named for what the file is
    """The file is no picture, or a damaged one."""


class TooLarge(Exception):  # noqa: N818 # as above
    """The picture has more pixels than are allowed."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height)
        self.width, self.height = width, height


def encoders() -> str:
    """Return the versions of everything that makes renditions: with another one their bytes may differ."""
    return " ".join([PIL.__version__, *(f"{name}={features.version(name)}" for name in _LIBRARIES)])


def look_at(path: Path, max_megapixels: int) -> Seen:
    """Return what is seen in the file; BadPicture, TooLarge, or an OSError of the disk."""
    try:
        with _opened(path) as picture:
            picture.verify()  # the checksums of a PNG, which decoding does not look at; nothing of the others
        with _opened(path) as picture:
            width, height = picture.size
            _refuse_larger(width, height, max_megapixels)
            kind = picture.format
            picture.draft(None, (max(1, width // _SCAN), max(1, height // _SCAN)))
            picture.load()
            if _orientation(picture) in _TURNED:
                width, height = height, width
            transparent = _has_alpha(picture) and not _is_opaque(_plain(picture))
            flat = kind in {"PNG", "GIF"} and _plain(picture).getcolors(FEW_COLOURS) is not None
    except (TooLarge, MemoryError):
        raise
    except Exception as error:  # what Pillow raises on a hostile file is not written anywhere
        if isinstance(error, OSError) and error.errno:
            raise
        raise BadPicture from error
    return Seen(width=width, height=height, transparent=transparent, flat=flat)


def _refuse_larger(width: int, height: int, max_megapixels: int) -> None:
    if width * height > max_megapixels * 1_000_000:
        raise TooLarge(width, height)


def encode(data: bytes, wanted: Iterable[Rendition]) -> Iterator[tuple[Rendition, bytes]]:
    """Yield the bytes of each rendition of the picture in `data`, which `look_at` has accepted; MachineError without an encoder."""
    for name in ("avif", "webp", "jpg"):
        if not features.check(name):
            raise MachineError("no-encoder", name=name.upper())
    wanted = sorted(wanted, key=lambda rendition: -rendition.width)
    image = _in_srgb(*_opened_at(data, (wanted[0].width, wanted[0].height)))
    if image.mode == "RGBA" and _is_opaque(image):
        image = image.convert("RGB")
    for rendition in wanted:
        yield rendition, _saved(_resized(image, (rendition.width, rendition.height)), rendition)


def _opened_at(data: bytes, largest: tuple[int, int]) -> tuple[Image.Image, object]:
    """Return the picture the right way up in a size, and its colour profile."""
    with _opened(BytesIO(data)) as picture:
        orientation = _orientation(picture)
        size = largest[::-1] if orientation in _TURNED else largest
        picture.draft(None, size)
        picture.load()
        image = picture if picture.mode in _MODES.values() and not _has_alpha(picture) else _plain(picture)
        image = _resized(image, size)
        turn = _TURNS.get(orientation)
        return image if turn is None else image.transpose(turn), picture.info.get("icc_profile")


@contextmanager
def _opened(source: Path | BytesIO) -> Iterator[Image.Image]:
    """Open a picture without a word from Pillow; nothing is decoded yet."""
    Image.MAX_IMAGE_PIXELS = None  # the bound is the site's own, and is held before anything is decoded
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(source, formats=FORMATS) as picture:
            yield picture


def _orientation(picture: Image.Image) -> int:
    """Return how the picture lies, 1 to 8; a file whose EXIF cannot be read lies as it is."""
    try:
        found = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 # as above: whatever is wrong with the remark, the picture is sound
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1  # noqa: PLR2004 # as EXIF counts


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode in {"LA", "La", "PA", "RGBA", "RGBa"} or "transparency" in picture.info


def _is_opaque(picture: Image.Image) -> bool:
    return picture.mode != "RGBA" or picture.getchannel("A").getextrema()[0] == _OPAQUE


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture as RGB, or RGBA where something may show through."""
    if picture.mode[0] in "IF":  # sixteen bits of grey, which Pillow would cut off at 255
        sixteenth: Callable[[Any], Any] = lambda value: value * (1 / 256)  # noqa: E731 # Pillow reads the formula off it
        picture = picture.point(sixteenth).convert("L")
        picture.info.pop("transparency", None)
    return picture.convert("RGBA" if _has_alpha(picture) else "RGB")


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    """Return the picture as RGB(A) in sRGB; a profile that does not fit the picture is none."""
    if not isinstance(profile, bytes) or not profile:
        return _plain(image)
    colours = image.convert("RGB") if image.mode == "RGBA" else image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if _MODES.get(source.profile.xcolor_space.strip()) != colours.mode:
            return _plain(image)
        transform = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), colours.mode, "RGB")
        found = ImageCms.applyTransform(colours, transform)
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return _plain(image)
    if found is None:
        return _plain(image)
    if image.mode == "RGBA":
        found.putalpha(image.getchannel("A"))
    return found


def _saved(image: Image.Image, rendition: Rendition) -> bytes:
    out = BytesIO()
    if rendition.format == "jpeg" and image.mode != "RGB":
        image = image.convert("RGB")
    image.info.clear()  # Pillow would write comments and profiles that it remembers
    image.save(out, rendition.format, **_options(rendition.format, rendition.quality, flat=rendition.flat))
    return out.getvalue()


def _options(form: Format, quality: int, *, flat: bool) -> dict[str, Any]:
    """Return how to encode: measured; a slower AVIF is six times as slow and hardly smaller."""
    if form == "avif":
        subsampling = "4:4:4" if flat else "4:2:0"
        return {"quality": quality, "speed": 8, "subsampling": subsampling, "codec": "aom", "max_threads": 1, "autotiling": False}
    if form == "webp":
        return {"quality": quality, "method": 4, "lossless": flat}
    if form == "jpeg":
        return {"quality": quality, "optimize": True, "progressive": True, "subsampling": "4:2:0"}
    return {"optimize": True}
