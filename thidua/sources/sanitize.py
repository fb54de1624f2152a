"""Which HTML an article may hold, and what an editor is told when some of it goes.

Invariant: nothing reaches a page that nh3 (ammonia, an HTML5 parser) did not let through under this one list: no script, style, event
handler, form, frame or foreign address scheme; classes and ids are our own. `inspect` only explains: what it overlooks is removed all the
same.

Rejected: cleaning with patterns or html.parser. They read HTML otherwise than browsers do, and that difference is where attacks live.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import nh3

TAGS = frozenset(
    "a abbr aside b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li "
    "mark ol p pre q s section small span strong sub summary sup table tbody td tfoot th thead time tr u ul".split()
)
CLASSES = frozenset(
    {"align-left", "align-center", "align-right", "caption", "credit", "figure", "footnote-backref", "footnote-ref", "footnotes", "lead"}
    | {"note", "visually-hidden"}
    | {"block-card", "block-detail", "block-title", "callout", "callout-contact", "callout-important", "callout-note", "callout-warning"}
    | {"document-card", "fact-table", "facts", "gallery", "office", "quote", "source", "speaker", "thumbnail", "video-card"}
)
SCHEMES = frozenset({"http", "https", "mailto", "tel", "entry-file", "entry-name", "asset", "site"})
EVERYWHERE = frozenset({"class", "dir", "id", "lang", "title"})
ATTRIBUTES = {
    "a": frozenset({"href", "aria-label"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "src"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "section": frozenset({"aria-label"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"abbr", "colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
FIXED = {
    "a": {"rel": {"noopener"}, "role": {"doc-backlink", "doc-noteref"}},
    "aside": {"role": {"note"}},
    "section": {"role": {"doc-endnotes"}},
}
"""What only we write, with the values that it may have."""
ISSUED = {"dd": {"data-source"}, "figure": {"data-source"}, "span": {"data-file", "data-title", "data-word"}}
"""What only blocks write; the reader lets a value pass that it issued itself."""
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]*")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SPACES = re.compile(r"[\x00-\x20\x7f]+")
_NOTHING: frozenset[str] = frozenset()

AttributeFilter = Callable[[str, str, str], str | None]


def make_cleaner(attribute_filter: AttributeFilter | None = None) -> nh3.Cleaner:
    """Return a cleaner under the one list; made once for each process."""
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes={"*": set(EVERYWHERE - {"class"}), **{tag: set(names) for tag, names in (ATTRIBUTES | ISSUED).items()}},
        attribute_filter=attribute_filter,
        tag_attribute_values=FIXED,
        url_schemes=set(SCHEMES),
        allowed_classes={tag: set(CLASSES) for tag in TAGS},
        link_rel=None,
    )


def scheme(address: str) -> str | None:
    """Return the scheme of an address as a browser sees it (blanks and case do not hide it), or None."""
    match = _SCHEME.match(_SPACES.sub("", address))
    return match[1].lower() if match else None


def allowed(tag: str, attribute: str) -> bool:
    """Tell whether `tag` may carry `attribute` at all."""
    return attribute in EVERYWHERE or attribute in ATTRIBUTES.get(tag, _NOTHING)


def inspect(html: str) -> list[tuple[str, int]]:
    """Return what will be dropped from `html`, as (`<script>`, `onclick`, `javascript:` …, offset of its line)."""
    inspector = _Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.dropped


class _Inspector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.dropped: list[tuple[str, int]] = []

    def drop(self, what: str) -> None:
        self.dropped.append((what, self.getpos()[0] - 1))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.drop(f"<{tag}>")
            return
        for name, value in attrs:
            self._attribute(tag, name, value or "")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "class":
            for word in value.split():
                if word not in CLASSES:
                    self.drop(f'class="{word}"')
        elif name == "id" or not (allowed(tag, name) or name == "role"):
            self.drop(name)
        elif name in {"href", "src"} and (found := scheme(value)) is not None and found not in SCHEMES:
            self.drop(f"{found}:")

    def handle_decl(self, decl: str) -> None:
        self.drop(f"<!{decl[:20]}>")

    def handle_pi(self, data: str) -> None:
        self.drop(f"<?{data[:20]}>")
