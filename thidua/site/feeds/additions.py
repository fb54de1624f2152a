"""What a page shows around the text of an article, as HTML below the text in a feed: credit of a reprint, gallery, files, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from thidua.catalog import keys
from thidua.catalog.entries import Entry, Syndicated
from thidua.model.kinds import Article, Front
from thidua.model.records import Picture
from thidua.site.beside import attachments, gallery, origin_line
from thidua.site.feeds.texts import plain
from thidua.site.layout import Frame
from thidua.site.pictures import picture


def addition_reads(entry: Entry) -> Iterator[str]:
    """Yield what the additions to an article read; nothing where it has none."""
    if _has_any(entry):
        yield keys.front(entry.id)
        yield from (keys.asset(name) for space, name in entry.references if space in {"picture", "file"})


def _has_any(entry: Entry) -> bool:
    return bool(entry.via or entry.pictured or any(space == "file" for space, _ in entry.references))


def additions(frame: Frame, article: Syndicated) -> Iterator[str]:
    """Yield what stands below the text of an article."""
    key = keys.front(article.card.id)
    if key in frame.view:
        front: Front = frame.view[key]
        yield from _credit(frame, front)
        yield from (_figure(frame, one) for one in gallery(front))
        yield from _files(frame, front)
    for when, note in corrections(frame, article):
        yield f"<p><strong>{escape(when)}.</strong> {_text(note)}</p>"


def corrections(frame: Frame, article: Syndicated) -> Iterator[tuple[str, str]]:
    """Yield when something was corrected, and what; as text."""
    for note in article.notices.corrections:
        yield frame.words.fill("correction_on", date=frame.day(note.date)), plain(note.note)


def _credit(frame: Frame, front: Front) -> Iterator[str]:
    """Yield where a reprint comes from, who wrote it when, and where the original is."""
    source = front.source if isinstance(front, Article) else None
    if source is None or source.type != "reprint":
        return
    line, address, detail = origin_line(frame, source)
    told = f"{frame.words.source}: {line} ({detail})"
    link = f' – <a href="{escape(address)}">{escape(frame.words.original)}</a>' if address else ""
    yield f"<p>{_text(told)}{link}</p>"


def _figure(frame: Frame, one: Picture) -> str:
    shown = picture(frame, one)
    size = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
    caption = " ".join(filter(None, (shown.caption, shown.credit)))
    image = f'<img src="{escape(shown.src)}" alt="{escape(plain(shown.alt))}"{size}>'
    return f"<figure>{image}{f'<figcaption>{_text(caption)}</figcaption>' if caption else ''}</figure>"


def _files(frame: Frame, front: Front) -> Iterator[str]:
    items = "".join(f'<li><a href="{escape(file.href)}">{_text(file.title)}</a></li>' for file in attachments(frame, front))
    if items:
        yield f"<p>{escape(frame.words.attachments)}</p>\n<ul>{items}</ul>"


def _text(text: str) -> str:
    return escape(plain(text), quote=False)
