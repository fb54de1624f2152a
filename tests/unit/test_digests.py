"""One place for digests, and a form that what is published may rely on."""

from __future__ import annotations

import io
from pathlib import Path

import thidua
from thidua.digests import content_digest, content_digest_of, seal_of

ELSEWHERE = {"catalog/addressing.py": "the address of a tag without letters, which must never change with anything else"}


def test_one_module_hashes() -> None:
    """Whoever wants a digest asks `digests`; the others are listed with their reason."""
    package = Path(thidua.__file__).parent
    hashing = {path.relative_to(package).as_posix() for path in package.rglob("*.py") if "hashlib" in path.read_text(encoding="utf-8")}
    assert hashing - {"digests.py"} == set(ELSEWHERE)


def test_the_digest_of_a_published_file_never_changes_its_form() -> None:
    """It stands in manifests and in addresses of assets: BLAKE2b, 128 bits, in hexadecimal digits, however the file is read."""
    assert content_digest("thi đua".encode()) == content_digest_of(io.BytesIO("thi đua".encode())) == "887443993015e80e09c629377b643e58"


def test_a_seal_knows_name_and_content() -> None:
    """Data that lies under another name is as wrong as data that changed."""
    assert len({seal_of("a", b"1"), seal_of("a", b"2"), seal_of("b", b"1")}) == 3


def test_a_seal_knows_the_whole_of_a_long_name() -> None:
    """Names that only begin differently, as files of one name in several folders do, have other seals."""
    end = "/tong-ket-cong-tac-thi-dua-khen-thuong-cum-thi-dua-so-mot-nam-2026/index.md"
    assert seal_of(f"content/news{end}", b"1") != seal_of(f"content/models{end}", b"1")
