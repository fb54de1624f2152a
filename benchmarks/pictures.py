"""A few small pictures: plain geometric drawings, as real PNG and JPEG files.

Invariant: the same bytes for the same release of Pillow, and few distinct files, which folders share. Photographs were rejected:
they have owners and faces.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (640, 400)
COLOURS = ("#8a1c1c", "#b88a2d", "#2d5a3d", "#27496d", "#5b3a6b", "#3f3f3f")
NAMES = ("hinh-mau-1.png", "hinh-mau-2.png", "hinh-mau-3.jpg", "hinh-mau-4.jpg", "hinh-mau-5.png", "hinh-mau-6.jpg")


@cache
def picture(name: str) -> bytes:
    """Return the file's bytes; `name` is one of NAMES."""
    place = NAMES.index(name)
    image = Image.new("RGB", SIZE, "#f4efe6")
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    for step in range(place + 2):
        edge = 40 + step * 60
        colour = COLOURS[(place + step) % len(COLOURS)]
        if (place + step) % 2:
            draw.ellipse((edge, edge // 2, edge + height // 3, edge // 2 + height // 3), fill=colour)
        else:
            draw.rectangle((edge, height // 3, edge + width // 8, height - 30), fill=colour)
    out = BytesIO()
    image.save(out, "PNG" if name.endswith(".png") else "JPEG", quality=82)
    return out.getvalue()
