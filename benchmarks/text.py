"""The text of an article in Markdown: paragraphs, headings, lists, quotes, tables, footnotes, links and figures.

Invariant: only syntax that Python-Markdown and Goldmark read alike, and a length that was asked for in syllables. Nonsense from one
template sentence was rejected: search indexes and compressors would find it far too easy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.names import person
from benchmarks.words import lexicon

if TYPE_CHECKING:
    import random

SECTION_SYLLABLES = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address as Markdown writes it, and the words that are linked."""

    target: str
    label: str


class Prose:
    """An endless stream of sentences from one source of chance."""

    def __init__(self, dice: random.Random) -> None:
        """Draw from `dice` and from nothing else."""
        self._dice = dice
        self._words = _stream(dice)
        self.syllables = 0

    def phrase(self, shortest: int, longest: int) -> str:
        """Return a few words."""
        words = [next(self._words) for _ in range(self._dice.randint(shortest, longest))]
        self.syllables += len(words) + sum(word.count(" ") for word in words)
        return " ".join(words)

    def sentence(self) -> str:
        """Return a sentence, half of them with a comma."""
        text = self.phrase(4, 9)
        if self._dice.getrandbits(1):
            text += ", " + self.phrase(3, 6)
        return f"{capitalised(text)}."

    def paragraph(self) -> str:
        """Return three to six sentences; one in four paragraphs has bold words."""
        sentences = [self.sentence() for _ in range(self._dice.randint(3, 6))]
        if self._dice.randrange(4) == 0:
            sentences[0] = f"**{capitalised(self.phrase(1, 2))}:** {sentences[0]}"
        return " ".join(sentences)


def length(dice: random.Random) -> int:
    """Return an article's length in syllables: 200 to 2,000, about 800 on average."""
    return int(min(2000, max(200, dice.gammavariate(4, 185))))


def body(dice: random.Random, links: Sequence[Link], pictures: Sequence[str], target: int) -> str:
    """Return an article of about `target` syllables that holds the links and the pictures."""
    prose, linked = Prose(dice), iter(links)
    blocks = [prose.paragraph()]
    notes: list[str] = []
    extras = _extras(dice)
    pictured = iter(pictures)
    heading_at = SECTION_SYLLABLES
    while prose.syllables < target:
        if prose.syllables > heading_at:
            blocks.append(f"## {capitalised(prose.phrase(2, 3))}")
            heading_at += SECTION_SYLLABLES
            blocks.extend(make(prose, dice, notes) for make in [next(extras, None)] if make)
            blocks.extend(_figure(name, prose, dice) for name in [next(pictured, None)] if name)
        blocks.append(prose.paragraph() + _linked(prose, next(linked, None)))
    blocks.extend(_figure(name, prose, dice) for name in pictured)
    blocks.extend(prose.sentence() + _linked(prose, link) for link in linked)
    return "\n\n".join([*blocks, *notes]) + "\n"


def capitalised(text: str) -> str:
    """Return the text with a capital first letter, the others as they are."""
    return text[:1].upper() + text[1:]


def _stream(dice: random.Random) -> Iterator[str]:
    while True:
        yield from lexicon().draw(dice, 256)


def _extras(dice: random.Random) -> Iterator[Callable[[Prose, random.Random, list[str]], str]]:
    """Return what stands under the next headings: each block with the likelihood it has in a newspaper."""
    chosen = [make for make, share in ((_list, 0.3), (_quote, 0.3), (_table, 0.15), (_noted, 0.15)) if dice.random() < share]
    dice.shuffle(chosen)
    return iter(chosen)


def _list(prose: Prose, dice: random.Random, _notes: list[str]) -> str:
    marks = [f"{place}." for place in range(1, 6)] if dice.getrandbits(1) else ["-"] * 5
    return "\n".join(f"{mark} {capitalised(prose.phrase(2, 5))};" for mark in marks[: dice.randint(3, 5)])


def _quote(prose: Prose, dice: random.Random, _notes: list[str]) -> str:
    return f"> “{prose.sentence()} {prose.sentence()}”\n>\n> {person(dice)}"


def _table(prose: Prose, dice: random.Random, _notes: list[str]) -> str:
    rows = [f"| {capitalised(prose.phrase(1, 2))} | {dice.randint(1, 900)} | {dice.randint(1, 99)} |" for _ in range(dice.randint(3, 7))]
    return "\n".join(["| Nội dung mẫu | Số lượng | Tỷ lệ |", "| --- | --- | --- |", *rows])


def _noted(prose: Prose, _dice: random.Random, notes: list[str]) -> str:
    notes.append(f"[^{len(notes) + 1}]: {prose.sentence()}")
    return f"{prose.sentence()}[^{len(notes)}]"


def _figure(name: str, prose: Prose, dice: random.Random) -> str:
    return f'![Hình mẫu: {prose.phrase(1, 2)}]({name} "{capitalised(prose.phrase(3, 5))}. Ảnh: {person(dice)}")'


def _linked(prose: Prose, link: Link | None) -> str:
    return f" {capitalised(prose.phrase(1, 3))}: [{link.label}]({link.target})." if link else ""
