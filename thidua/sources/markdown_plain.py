"""Writes the HTML of a plain article at once: paragraphs, headings, one-level lists, quotations, tables, figures and footnotes.

Invariant: what is written here equals, byte for byte, what the full path (`prepare`, Python-Markdown, nh3) makes of the same text, and
its links are issued in the same order; on any doubt the whole article is declined before anything is issued. Every pattern lists what
is known to be harmless: a character, a mark or an address that is not named here goes the full path, where nh3 judges it.

Rejected: a parser of our own for all of Markdown (it would have to be right about everything), and handing Python-Markdown an article
with its plain paragraphs taken out (lists and definitions reach across blocks, and what remains still costs nine tenths).
"""

from __future__ import annotations

import re

from thidua.sources.markdown_extensions import ArticleTree, shifted
from thidua.sources.targets import Targets

MAX_CHARACTERS = 100_000  # far below each limit of the full path: whatever meets one of those must go there

_LETTER = "A-Za-zÀ-ɏḀ-ỿ"
_UNQUOTED = rf"{_LETTER}0-9 .,;:!?…–—/()%“”‘’+=@°-"
_SAFE = rf"\"'{_UNQUOTED}"
_TEXT = rf"(?! )[{_SAFE}]++(?<! )"
_CAPTION = rf"(?! )[{_UNQUOTED}]++(?<! )"
_HOST = r"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*+\.)+[a-z]{2,}(?=[/)])"
_PATH = r"[A-Za-z0-9./?=#_-]*+"
_LINK = rf"\[{_TEXT}\]\((?:{_HOST})?+{_PATH}\)"
_BOLD = rf"\*\*{_TEXT}\*\*(?![^ .,;:)\n])"
_REFERENCE = rf"(?<=[{_LETTER}0-9.,;:)”])\[\^[0-9]+\](?![:(])"
_START = rf"(?=[{_LETTER}0-9“‘\"(–[]|\*\*)(?![0-9]+\. )"  # `1. ` would begin a list
_LINE = rf"{_START}(?:[{_SAFE}]++|(?<![^ (“\n])(?:{_LINK}|{_BOLD})|{_REFERENCE})++(?<! )"
_NOTE = rf"\[\^[0-9]+\]: {_LINE}"
_ROW = rf"\|(?:[{_SAFE}]*+\|){{2,}}+"
_RULE = r"\|(?: *+:?-++:? *+\|){2,}+"
_FORMS = {
    "paragraph": rf"{_LINE}(?:\n{_LINE})*+",
    "heading": rf"#{{1,6}}+ {_TEXT}",
    "ul": rf"- {_LINE}(?:\n- {_LINE})*+",
    "ol": rf"1\. {_LINE}(?:\n[0-9]{{1,2}}\. {_LINE})*+",
    "blockquote": rf"> {_LINE}(?:\n(?:>\n)?> {_LINE})*+",
    "table": rf"{_ROW}\n{_RULE}(?:\n{_ROW})++",
    "figure": rf"!\[{_CAPTION}\]\({_PATH}(?: \"{_CAPTION}\")?\)",
    "notes": rf"{_NOTE}(?:\n{_NOTE})*+",
}
_BLOCK = re.compile("|".join(f"(?P<{kind}>{form})" for kind, form in _FORMS.items()))
_MERGING = frozenset({"ul", "ol", "blockquote"})  # two of a kind, one after the other, become one
_MARK = re.compile(r"\*\*([^*]+)\*\*|\[\^([^]]+)\]|\[([^]]+)\]\(([^)]*)\)")
_LABEL = re.compile(r"\[\^([0-9]+)\]")
_FIGURE = re.compile(r"!\[([^]]+)\]\(([^ )]*)(?: \"([^\"]+)\")?\)")
_QUOTED = re.compile(r"(?m)^> ?")
_FOLDER = re.compile(r"[A-Za-z0-9./_-]+")
_BACKLINK = re.compile(rf"[{_UNQUOTED}]*(?:\{{\}})?[{_UNQUOTED}]*")
_ALIGNED = {
    (False, False): "",
    (False, True): ' class="align-right"',
    (True, False): ' class="align-left"',
    (True, True): ' class="align-center"',
}


def plain_html(targets: Targets, tree: ArticleTree) -> str | None:
    """Return the HTML of a plain article, its links issued by `targets` and its anchors by `tree`; None when it must go the full path."""
    body = targets.body
    if len(body) > MAX_CHARACTERS or ("](" in body and not _FOLDER.fullmatch(targets.folder)):
        return None
    blocks = _plain_blocks(body)
    if not blocks or ("[^" in body and not _noted_in_order(body, blocks, tree)):
        return None
    tree.begin(targets)
    html = _Writer(targets, tree, blocks).html()
    tree.finish()
    return html


def _plain_blocks(body: str) -> list[tuple[str, str]]:
    """Return the blocks of the body as (kind, text), or nothing when one of them is not plain."""
    blocks: list[tuple[str, str]] = []
    before = None
    for block in body.split("\n\n"):
        text = block.strip("\n")
        if not text:
            continue
        match = _BLOCK.fullmatch(text)
        kind = match and match.lastgroup
        if not kind or (kind == before and kind in _MERGING) or (kind == "table" and not _is_even(text)):
            return []
        blocks.append((kind, text))
        before = kind
    return blocks


def _is_even(table: str) -> bool:
    return len({row.count("|") for row in table.split("\n")}) == 1


def _noted_in_order(body: str, blocks: list[tuple[str, str]], tree: ArticleTree) -> bool:
    """Tell whether paragraphs refer to the notes at the end, to each once and in their order, and nothing else does."""
    kinds = [kind for kind, _ in blocks]
    references = [label for kind, text in blocks if kind == "paragraph" for label in _LABEL.findall(text)]
    labels = [label for kind, text in blocks if kind == "notes" for label in _LABEL.findall(text)]
    return (
        references == labels
        and len(set(labels)) * 2 == body.count("[^")
        and "notes" not in kinds[: -kinds.count("notes")]
        and "///" not in body  # Python-Markdown's mark for where notes go
        and _BACKLINK.fullmatch(tree.backlink) is not None
    )


class _Writer:
    """Writes blocks in the order of the page: in that order links are issued and anchors are numbered."""

    def __init__(self, targets: Targets, tree: ArticleTree, blocks: list[tuple[str, str]]) -> None:
        self._targets = targets
        self._tree = tree
        self._blocks = [(kind, text) for kind, text in blocks if kind != "notes"]
        self._notes = [note for kind, text in blocks if kind == "notes" for note in text.split("\n")]
        self._levels = iter(shifted([text.index(" ") for kind, text in blocks if kind == "heading"]))
        self._numbers = iter(range(1, len(self._notes) + 1))

    def html(self) -> str:
        self._tree.footnote_ids.update(f"{place}-{number}" for number in range(1, len(self._notes) + 1) for place in ("fn", "fnref"))
        parts = [_WRITERS[kind](self, text) for kind, text in self._blocks]
        if self._notes:
            items = "".join([self._note(number, note.partition(" ")[2]) for number, note in enumerate(self._notes, 1)])
            parts.append(f'<section class="footnotes" role="doc-endnotes"><ol>{items}</ol></section>')
        return "\n".join(parts)

    def paragraph(self, text: str) -> str:
        return f"<p>{self._line(text)}</p>"

    def heading(self, text: str) -> str:
        level = next(self._levels)
        text = text.lstrip("#")[1:]
        return f'<h{level} id="{self._tree.anchor(text)}">{text}</h{level}>'

    def unordered(self, text: str) -> str:
        return f"<ul>{self._items(text)}</ul>"

    def ordered(self, text: str) -> str:
        return f"<ol>{self._items(text)}</ol>"

    def quotation(self, text: str) -> str:
        paragraphs = _QUOTED.sub("", text).split("\n\n")
        return f"<blockquote>{''.join([self.paragraph(paragraph) for paragraph in paragraphs])}</blockquote>"

    def table(self, text: str) -> str:
        head, rule, *rows = ([cell.strip(" ") for cell in row[1:-1].split("|")] for row in text.split("\n"))
        aligned = [_ALIGNED[cell.startswith(":"), cell.endswith(":")] for cell in rule]
        header = "".join([f'<th{how} scope="col">{cell}</th>' for how, cell in zip(aligned, head, strict=True)])
        lines = ["".join([f"<td{how}>{cell}</td>" for how, cell in zip(aligned, row, strict=True)]) for row in rows]
        body = "".join([f"<tr>{line}</tr>" for line in lines])
        return f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"

    def figure(self, text: str) -> str:
        match = _FIGURE.fullmatch(text)
        label, written, caption = match.groups() if match else ("", "", "")
        source = self._targets.picture(written)
        label = self._targets.alternative(label, caption or "") if source else label
        picture = f'<img alt="{label}">' if source is None else f'<img alt="{label}" src="{source}">'
        return f"<figure>{picture}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"

    def _items(self, text: str) -> str:
        return "".join([f"<li>{self._line(item.partition(' ')[2])}</li>" for item in text.split("\n")])

    def _note(self, number: int, text: str) -> str:
        title = self._tree.backlink.format(number)
        back = f'<a aria-label="{title}" class="footnote-backref" href="#fnref-{number}" role="doc-backlink" title="{title}">↩</a>'
        return f'<li id="fn-{number}"><p>{self._line(text)}&nbsp;{back}</p></li>'

    def _line(self, text: str) -> str:
        return _MARK.sub(self._mark, text) if "[" in text or "*" in text else text

    def _mark(self, mark: re.Match[str]) -> str:
        bold, reference, label, written = mark.groups()
        if bold:
            return f"<strong>{bold}</strong>"
        if reference:
            number = next(self._numbers)
            return f'<sup id="fnref-{number}"><a class="footnote-ref" href="#fn-{number}" role="doc-noteref">{number}</a></sup>'
        address = self._targets.link(written)
        return f"<a>{label}</a>" if address is None else f'<a href="{address}">{label}</a>'


_WRITERS = {
    "blockquote": _Writer.quotation,
    "figure": _Writer.figure,
    "heading": _Writer.heading,
    "ol": _Writer.ordered,
    "paragraph": _Writer.paragraph,
    "table": _Writer.table,
    "ul": _Writer.unordered,
}
