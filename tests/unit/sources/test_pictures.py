from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw, features

from thidua.problems import MachineError
from thidua.sources import pictures
from thidua.sources.pictures import BadPicture, TooLarge, encode, look_at
from thidua.sources.renditions import MAX_HEIGHT, Rendition, Seen, renditions_of
from thidua.words.sentences import sentence

WIDTHS = (720, 1080, 1600)
RED, BLUE = (200, 30, 30), (30, 30, 200)


def drawn(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue, with a slope of brightness."""
    image = Image.new("RGB", size, RED)
    ImageDraw.Draw(image).rectangle((size[0] // 2, 0, *size), fill=BLUE)
    return image.convert(mode)


def sloped(size: tuple[int, int]) -> Image.Image:
    """Return a picture of many colours."""
    return Image.merge("RGB", (Image.linear_gradient("L").resize(size), Image.radial_gradient("L").resize(size), Image.new("L", size, 90)))


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """Return an image as a file."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def with_remarks(image: Image.Image, orientation: int) -> bytes:
    """Return a JPEG as a telephone makes it: how it was held, where it was, a remark."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "TelephoneMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 35.0, 12.0), 3: "E", 4: (105.0, 50.0, 30.0)})
    return saved(image, "JPEG", quality=92, exif=exif, comment=b"a remark of the photographer")


def made(data: bytes, folder: Path, *, widths: tuple[int, ...] = WIDTHS, name: str = "anh.jpg") -> dict[Rendition, bytes]:
    """Return every rendition of a file."""
    path = folder / name
    path.write_bytes(data)
    seen = look_at(path, 60)
    return dict(encode(data, renditions_of(seen, stem="anh", digest="0" * 32, widths=widths)))


def opened(data: bytes) -> Image.Image:
    """Return a file as an image."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def near(found: object, wanted: tuple[int, ...], by: int = 24) -> bool:
    """Tell whether a colour is another, as far as encoders keep it."""
    assert isinstance(found, tuple)
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


# --- which renditions ----------------------------------------------------------------------------------------------------------------


def test_a_photograph_has_three_widths_in_two_formats_and_one_fallback() -> None:
    """AVIF and WebP come in every width, JPEG in the largest; the file itself is none of them."""
    found = renditions_of(Seen(width=4000, height=3000), stem="le-ky", digest="ab" * 16, widths=WIDTHS)
    assert [(item.format, item.width, item.height) for item in found] == [
        ("avif", 720, 540),
        ("avif", 1080, 810),
        ("avif", 1600, 1200),
        ("webp", 720, 540),
        ("webp", 1080, 810),
        ("webp", 1600, 1200),
        ("jpeg", 1600, 1200),
    ]
    assert all(item.address.startswith(f"/assets/le-ky-{item.width}.{item.key[:16]}.") for item in found)
    assert len({item.address for item in found}) == len({item.key for item in found}) == 7


@pytest.mark.parametrize(
    ("size", "wanted"),
    [
        ((1, 1), [1]),
        ((719, 400), [719]),
        ((800, 400), [800]),
        ((900, 400), [720, 900]),
        ((1200, 800), [720, 1200]),
        ((1600, 900), [720, 1080, 1600]),
        ((9000, 10), [720, 1080, 1600]),
        ((1, 20_000), [1]),
        ((100, 40_000), [30]),
    ],
)
def test_no_rendition_is_wider_than_the_picture_or_hardly_narrower_than_another(size: tuple[int, int], wanted: list[int]) -> None:
    """A width that would save next to nothing is left out; a long strip is bounded by its height."""
    found = renditions_of(Seen(width=size[0], height=size[1]), stem="a", digest="0" * 32, widths=WIDTHS)
    assert [item.width for item in found if item.format == "avif"] == wanted
    assert all(1 <= item.height <= MAX_HEIGHT for item in found)


def test_addresses_follow_content_and_recipe() -> None:
    """Another picture has other addresses, the same has the same; what shows through or has few colours falls back to PNG."""
    seen = Seen(width=800, height=600)
    one, other = (renditions_of(seen, stem="a", digest=digit * 32, widths=WIDTHS) for digit in "01")
    assert one == renditions_of(seen, stem="a", digest="0" * 32, widths=WIDTHS)
    assert {item.address for item in one}.isdisjoint(item.address for item in other)
    for seen in (Seen(width=8, height=6, transparent=True), Seen(width=8, height=6, flat=True)):
        assert renditions_of(seen, stem="a", digest="0" * 32, widths=WIDTHS)[-1].address.endswith(".png")


# --- what is in them -----------------------------------------------------------------------------------------------------------------


LYING = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera that was held so stored what stood upright."""


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_stands_upright_and_says_nothing_of_its_maker(orientation: int, tmp_path: Path) -> None:
    """However the camera was held, the red half is where it was seen; place, maker, remark and orientation are gone."""
    lying = drawn((300, 200))
    if orientation in LYING:
        lying = lying.transpose(LYING[orientation])
    for rendition, data in made(with_remarks(lying, orientation), tmp_path).items():
        image = opened(data)
        assert image.size == (rendition.width, rendition.height)
        assert image.size == (300, 200)
        assert near(image.convert("RGB").getpixel((10, 20)), RED), rendition
        assert near(image.convert("RGB").getpixel((rendition.width - 10, 20)), BLUE), rendition
        assert not dict(image.getexif())
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)
        assert b"TelephoneMaker" not in data
        assert b"remark" not in data


def _wide_profile() -> bytes:
    """Return a colour profile of a space wider than sRGB: sRGB's with red and green exchanged is enough to be seen."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", profile[128:132])[0]
    for number in range(count):
        place = 132 + 12 * number
        swapped = {b"rXYZ": b"gXYZ", b"gXYZ": b"rXYZ"}.get(bytes(profile[place : place + 4]))
        if swapped:
            profile[place : place + 4] = swapped
    return bytes(profile)


def test_colours_become_those_of_srgb(tmp_path: Path) -> None:
    """The profile is applied and then left out: red under a profile that exchanges red and green is green."""
    data = saved(Image.new("RGB", (64, 64), (220, 0, 0)), "JPEG", quality=95, icc_profile=_wide_profile())
    for rendition, found in made(data, tmp_path).items():
        assert near(opened(found).convert("RGB").getpixel((30, 30)), (0, 220, 0), 40), rendition
    alpha = Image.new("RGBA", (64, 64), (220, 0, 0, 128))
    for rendition, found in made(saved(alpha, "PNG", icc_profile=_wide_profile()), tmp_path, name="a.png").items():
        assert near(opened(found).convert("RGBA").getpixel((30, 30)), (0, 220, 0, 128), 40), rendition


@pytest.mark.parametrize("profile", [b"no profile", b"\0" * 200, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()])
def test_a_profile_that_does_not_fit_is_none(profile: bytes, tmp_path: Path) -> None:
    """A damaged or foreign profile does not keep a picture from being shown."""
    for found in made(saved(drawn((64, 64)), "JPEG", icc_profile=profile), tmp_path).values():
        assert near(opened(found).convert("RGB").getpixel((5, 30)), RED, 40)


def _grey16() -> bytes:
    image = Image.new("I;16", (64, 64))
    image.putdata([257 * 4 * (place % 64) for place in range(64 * 64)])
    return saved(image, "PNG")


KINDS: dict[str, tuple[Callable[[], bytes], bool, str]] = {
    "cmyk.jpg": (lambda: saved(sloped((64, 64)).convert("CMYK"), "JPEG"), False, "jpeg"),
    "grey.jpg": (lambda: saved(sloped((64, 64)).convert("L"), "JPEG"), False, "jpeg"),
    "grey16.png": (_grey16, False, "png"),
    "photo.png": (lambda: saved(sloped((300, 200)), "PNG"), False, "jpeg"),
    "opaque.png": (lambda: saved(sloped((300, 200)).convert("RGBA"), "PNG"), False, "jpeg"),
    "palette.png": (lambda: saved(drawn((64, 64), "P"), "PNG", transparency=drawn((64, 64), "P").getpixel((5, 5))), True, "png"),
    "plain-palette.png": (lambda: saved(drawn((64, 64), "P"), "PNG"), False, "png"),
    "grey-alpha.png": (lambda: saved(Image.new("LA", (9, 9), (90, 40)), "PNG"), True, "png"),
    "one-bit.png": (lambda: saved(drawn((64, 64), "1"), "PNG"), False, "png"),
    "moving.gif": (lambda: saved(drawn((64, 64)), "GIF", save_all=True, append_images=[Image.new("RGB", (64, 64))]), False, "png"),
    "moving.webp": (lambda: saved(sloped((64, 64)), "WEBP", save_all=True, append_images=[drawn((64, 64))]), False, "jpeg"),
    "photo.avif": (lambda: saved(sloped((64, 64)), "AVIF"), False, "jpeg"),
    "dot.png": (lambda: saved(Image.new("RGB", (1, 1)), "PNG"), False, "png"),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_picture_is_shown(name: str, tmp_path: Path) -> None:
    """Print colours, sixteen bits, palettes, what shows through, what moves: each becomes a plain still picture of its size."""
    make, transparent, fallback = KINDS[name]
    found = made(make(), tmp_path, name=name)
    assert [rendition.format for rendition in found].count(fallback) == 1  # type: ignore[arg-type] # a text is not narrowed
    before = opened(make())
    for rendition, data in found.items():
        image = opened(data)
        assert image.size == before.size
        assert getattr(image, "n_frames", 1) == 1
        assert (min(image.convert("RGBA").getchannel("A").tobytes()) < 255) == transparent, rendition
        assert image.mode in ({"RGBA"} if transparent else {"RGB"}), rendition


def test_sixteen_bits_of_grey_keep_their_steps(tmp_path: Path) -> None:
    """A dark and a bright grey stay dark and bright; cut off at 255, all would be white."""
    data = next(data for rendition, data in made(_grey16(), tmp_path, name="a.png").items() if rendition.format == "png")
    assert [opened(data).getpixel((x, 5)) for x in (0, 32, 63)] == [(0,) * 3, (128,) * 3, (252,) * 3]


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    """No encoder writes a time or depends on what it made before."""
    data = with_remarks(sloped((1300, 900)), 6)
    assert made(data, tmp_path) == made(data, tmp_path)
    assert pictures.encoders() == pictures.encoders()


# --- what is refused -----------------------------------------------------------------------------------------------------------------


def _bomb() -> bytes:
    """Return a PNG that claims a billion pixels and holds none."""
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def test_a_bomb_is_told_by_its_header(tmp_path: Path) -> None:
    """More pixels than are allowed are refused before one of them is decoded."""
    (tmp_path / "a.png").write_bytes(_bomb())
    with pytest.raises(TooLarge) as caught:
        look_at(tmp_path / "a.png", 60)
    assert (caught.value.width, caught.value.height) == (40_000, 40_000)


WHOLE = {
    "JPEG": saved(sloped((400, 300)), "JPEG"),
    "PNG": saved(sloped((400, 300)), "PNG"),
    "WEBP": saved(sloped((400, 300)), "WEBP"),
    "AVIF": saved(sloped((400, 300)), "AVIF"),
    "GIF": saved(sloped((400, 300)), "GIF"),
}


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("form", WHOLE)
def test_a_file_that_is_cut_off_is_refused(form: str, share: float, tmp_path: Path) -> None:
    """Half a photograph is grey below: it is never published."""
    path = tmp_path / "a.jpg"
    path.write_bytes(WHOLE[form][: int(len(WHOLE[form]) * share)])
    with pytest.raises(BadPicture):
        look_at(path, 60)


@pytest.mark.parametrize("data", [b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"<svg/>", saved(drawn((9, 9)), "TIFF"), b""])
def test_other_formats_are_never_opened(data: bytes, tmp_path: Path) -> None:
    """PostScript under the name of a JPEG starts no program."""
    path = tmp_path / "a.jpg"
    path.write_bytes(data)
    with pytest.raises(BadPicture):
        look_at(path, 60)


def test_random_damage_raises_nothing_else(tmp_path: Path) -> None:
    """Whatever byte of a file is another one, it is shown or refused; what was accepted can be encoded."""
    path = tmp_path / "a.jpg"
    for form, whole in WHOLE.items():
        for step in range(25):
            data = bytearray(whole)
            for place in range(step * 7 % 40, len(data), 997):
                data[place] ^= 1 << (step % 8)
            path.write_bytes(data)
            try:
                seen = look_at(path, 60)
            except (BadPicture, TooLarge):
                continue
            found = dict(encode(bytes(data), renditions_of(seen, stem="a", digest="0" * 32, widths=(64,))))
            assert all(found.values()), form


def test_a_disk_that_fails_is_no_bad_picture(tmp_path: Path) -> None:
    """What the machine refuses stays an error of the machine."""
    with pytest.raises(FileNotFoundError):
        look_at(tmp_path / "khong-co.jpg", 60)


def test_a_machine_without_an_encoder_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Pillow that was built without AVIF is named, instead of a site that lacks a format on one machine."""
    monkeypatch.setattr(features, "check", lambda name: name != "avif")
    with pytest.raises(MachineError) as caught:
        made(saved(drawn((9, 9)), "JPEG"), tmp_path)
    assert "Pillow" in sentence(caught.value.code, "vi", **caught.value.values)
