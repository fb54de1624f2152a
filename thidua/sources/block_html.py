"""What blocks look like as HTML: literal strings, everything that an editor wrote escaped; the whole article passes nh3 afterwards.

Body HTML holds neither addresses nor words of the interface. What only a page can say stands as an empty `span`: `data-word` (a word in
the site's language), `data-file` (type and size of a file), `data-title` (an entry's title); `site.blanks` fills them in.

Rejected: Jinja templates for blocks. A body would depend on the theme, and reading on rendering.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, NamedTuple

from thidua.model.blocks import REFERENCE_NAME, Callout, DocumentCard, Facts, Figure, Gallery, Quote, VideoCard, site_of
from thidua.model.records import Picture, Record
from thidua.problems import Location
from thidua.sources.reader import reference_name
from thidua.sources.targets import Targets
from thidua.sources.yaml_tree import Mapping, locate

Path = tuple[str | int, ...]

THUMBNAIL = "thumbnail"
"""The class of a picture that is shown small among others until it is enlarged."""


class Written(NamedTuple):
    """The HTML before and after a block's own text."""

    before: str
    after: str = ""


class BlockWriter:
    """Writes the blocks of one article; their pictures and links are issued by its targets."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._tree: Mapping | None = None
        self._unnamed = 0

    def write(self, record: Record, tree: Mapping) -> Written:
        """Return the HTML of a block; `tree` says where its fields stand."""
        self._tree = tree
        return _WRITERS[type(record)](self, record)

    def figure(self, picture: Picture) -> Written:
        """Return the HTML of a picture."""
        return Written(self._picture(picture, ()))

    def gallery(self, gallery: Gallery) -> Written:
        """Return the HTML of pictures; one without a caption is told from others by its number."""
        items = "".join(
            [f"<li>{self._picture(picture, ('images', number), THUMBNAIL)}</li>" for number, picture in enumerate(gallery.images)]
        )
        if gallery.caption:
            name, title = escape(gallery.caption), _title(escape(gallery.caption))
        else:
            self._unnamed += 1
            name, title = "word:gallery" + (f" {self._unnamed}" if self._unnamed > 1 else ""), ""
        return Written(f'<section aria-label="{name}" class="gallery">{title}<ul>{items}</ul></section>')

    def quote(self, quote: Quote) -> Written:
        """Return the HTML of somebody's words."""
        spoken = ", ".join(
            f'<span class="{name}">{escape(text)}</span>' for name, text in (("speaker", quote.speaker), ("office", quote.title)) if text
        )
        token, origin = self._source(quote.source, ("source",), quote.speaker)
        legend = " ".join(part for part in (spoken, origin) if part)
        mark = f' data-source="{token}"' if quote.source else ""
        return Written(f'<figure class="quote"{mark}><blockquote>', f"</blockquote>{_legend(legend)}</figure>")

    def facts(self, facts: Facts) -> Written:
        """Return the HTML of a table of facts, each with its source."""
        lines = []
        for number, row in enumerate(facts.rows):
            token, origin = self._source(row.source, ("rows", number, "source"), row.label)
            value = " ".join(part for part in (escape(row.value), origin) if part)
            lines.append(f'<div><dt>{escape(row.label)}</dt><dd data-source="{token}">{value}</dd></div>')
        table = f'<dl class="facts">{"".join(lines)}</dl>'
        return Written(f'<figure class="fact-table">{_legend(escape(facts.title or ""))}{table}</figure>')

    def document(self, card: DocumentCard) -> Written:
        """Return the HTML of a document to open."""
        number = f"{self._word('block_number')} {escape(card.number)}" if card.number else ""
        if card.url is not None:
            href, shown = self._targets.address(card.url), escape(site_of(card.url))
            details = [f"{self._word('block_site')} {shown}"]
        else:
            href = self._targets.link_at(card.to or "", self._at("to")) or ""
            shown, details = self._named(href)
        title = escape(card.title) if card.title else shown
        return Written(_card("document", f'<a href="{escape(href)}">{title}</a>', [number, *details], card.note))

    def video(self, card: VideoCard) -> Written:
        """Return the HTML of a film elsewhere, which loads nothing."""
        href = escape(self._targets.address(card.url))
        length = f"{self._word('block_duration')} {card.duration}"
        details = [f"{self._word('block_video')} {escape(site_of(card.url))}", length if card.duration else ""]
        _, origin = self._source(card.source, ("source",), card.title)  # what the card says is the film's own: no fact of ours
        return Written(_card("video", f'<a href="{href}" rel="noopener">{escape(card.title)}</a>', [*details, origin], None))

    def callout(self, callout: Callout) -> Written:
        """Return the HTML of what must not be overlooked."""
        word = self._word(f"callout_{callout.kind}")
        title = _title(f"{word}: {escape(callout.title)}" if callout.title else word)
        return Written(f'<aside class="callout callout-{callout.kind}" role="note">{title}', "</aside>")

    def _picture(self, picture: Picture, path: Path, class_: str = "") -> str:
        source = self._targets.picture_at(picture.src, self._at(*path, "src"))
        alt = picture.alt or ""
        alt = self._targets.alternative(alt, picture.caption or "") if source else alt
        shape = f' class="{class_}"' if class_ else ""
        image = f'<img{shape} alt="{escape(alt)}"' + (f' src="{escape(source)}">' if source else ">")
        credit = f'<span class="credit">{self._word("block_photo")} {escape(picture.credit)}</span>' if picture.credit else ""
        return f"<figure>{image}{_legend(' '.join(part for part in (escape(picture.caption or ''), credit) if part))}</figure>"

    def _source(self, source: str | None, path: Path, told: str | None) -> tuple[str, str]:
        """Return what `data-source` says of a fact, and the source as a reader sees it.

        `told` is what the source tells, for those who hear links alone.
        """
        own = self._issue(reference_name(self._targets.file))
        if not source:
            return own, ""
        word = self._word("source_short")
        if source.startswith(("https://", "http://")):
            href = self._targets.address(source)
        elif source.partition("#")[0].endswith(".md"):
            href = self._targets.link_at(source, self._at(*path)) or ""
        elif REFERENCE_NAME.fullmatch(source):
            href = self._targets.named(source, self._at(*path))
        else:
            return own, f'<span class="source">{word}: {escape(source)}</span>'
        spoken = f'<span class="visually-hidden">: {escape(told)}</span>' if told else ""
        return self._issue(href), f'<a class="source" href="{escape(href)}">{word}{spoken}</a>'

    def _named(self, href: str) -> tuple[str, list[str]]:
        """Return what stands for the title of an entry or file that the editor gave none, and what is said of it."""
        space, _, path = href.partition(":")
        if space == "entry-file":
            self._targets.title_of(href, self._at("to"))
            return f'<span data-title="{self._issue(href)}"></span>', []
        name = escape((self._card_path() or path).partition("#")[0].rpartition("/")[2])
        file = self._issue(f"asset:{path.partition('#')[0]}")
        return name, [f'<span data-file="{file}"></span>'] if space == "asset" else []

    def _card_path(self) -> str:
        node = self._tree.entries.get("to") if self._tree else None
        return getattr(node, "text", "")

    def _word(self, name: str) -> str:
        return f'<span data-word="{self._issue(f"word:{name}")}"></span>'

    def _issue(self, value: str) -> str:
        """Return a value for one of our own attributes, so that the article's raw HTML cannot have it written by hand."""
        self._targets.marks.add(value)
        return escape(value)

    def _at(self, *path: str | int) -> Location:
        file = self._targets.file
        if self._tree is None:
            return Location(file=file)
        line, column = locate(self._tree, path)
        return Location(file=file, line=line, column=column)


def _title(html: str) -> str:
    """A block's title is no heading: the headings of the page are those of the article."""
    return f'<p class="block-title">{html}</p>'


def _legend(html: str) -> str:
    return f"<figcaption>{html}</figcaption>" if html else ""


def _card(kind: str, link: str, details: list[str], note: str | None) -> str:
    told = " · ".join(part for part in details if part)
    detail = f'<p class="block-detail">{told}</p>' if told else ""
    remark = f"<p>{escape(note)}</p>" if note else ""
    return f'<div class="block-card {kind}-card">{_title(link)}{detail}{remark}</div>'


_WRITERS: dict[type[Record], Callable[[BlockWriter, Any], Written]] = {
    Figure: BlockWriter.figure,
    Gallery: BlockWriter.gallery,
    Quote: BlockWriter.quote,
    Facts: BlockWriter.facts,
    DocumentCard: BlockWriter.document,
    VideoCard: BlockWriter.video,
    Callout: BlockWriter.callout,
}
