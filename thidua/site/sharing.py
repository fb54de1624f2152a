"""What a reader may take along from a page: its address, by letter too, and a word to the editors. No third party learns of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from thidua.site.layout import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """`address` in full, `page` as a link; `file` is the name under which the page is saved; `letter` and `feedback` are links."""

    address: str
    page: str
    file: str
    letter: str
    feedback: str


def sharing(frame: Frame, title: str, address: str) -> Sharing:
    """Return what a page at `address` offers."""
    whole = frame.links.absolute(address)
    about = f"{frame.words.feedback}: {title}"
    return Sharing(
        address=whole,
        page=frame.href(address),
        file=(address.strip("/").rpartition("/")[2] or "trang") + ".html",
        letter=_letter("", title, whole),
        feedback=frame.site.feedback or _letter(frame.site.owner.email, about, whole),
    )


def _letter(to: str, subject: str, text: str) -> str:
    return f"mailto:{to}?subject={quote(subject)}&body={quote(text)}"
