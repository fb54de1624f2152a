"""Writes SVG: elements with escaped attributes and text, numbers as short as they can be, text broken into lines.

Text in SVG does not break by itself and nothing measures it at build time, so widths are estimated from the classes of letters; estimates
are generous, because a label that is cut off is worse than one with room to spare.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

_NARROW = frozenset("iljtfrI.,;:'|()[]!-")
_WIDE = frozenset("mwMWO@%–")


def element(tag: str, *children: str, **attributes: object) -> Markup:
    """Return an element; `class_` and `data_source` are spelt so, an attribute that is None is left out, text is escaped."""
    pairs = (f' {_attribute(name)}="{escape(_value(value))}"' for name, value in attributes.items() if value is not None)
    inside = Markup("").join(children)
    whole = f"<{tag}{''.join(pairs)}>{inside}</{tag}>" if inside or tag in {"svg", "g"} else f"<{tag}{''.join(pairs)}/>"
    return Markup(whole)  # noqa: S704 # every part was escaped just above


def picture(  # noqa: PLR0913 # what every drawing says of itself
    *children: str, kind: str, width: float, height: float, title: str, description: str = "", linked: bool = False
) -> Markup:
    """Return a whole drawing with its name and description for screen readers; without ids, so that a page may hold many.

    One with links in it is a group: an image has no parts that could be reached. One without a name is passed over: what it shows stands
    beside it.
    """
    told = [element("title", title)] if title else []
    told += [element("desc", description)] if description else []
    return element(
        "svg",
        *told,
        *children,
        class_=f"drawing {kind}",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role=("group" if linked else "img") if title else None,
        aria_hidden=None if title else "true",
    )


def lines(texts: Sequence[str], *, x: float, y: float, height: float, class_: str) -> Markup:
    """Return lines of text, the whole block centred on `y`."""
    first = y - height * (len(texts) - 1) / 2
    if len(texts) == 1:
        return element("text", texts[0], x=x, y=first, class_=class_)
    spans = (element("tspan", text, x=x, y=first + height * place) for place, text in enumerate(texts))
    return element("text", Markup(" ").join(spans), class_=class_)  # with the space that stands between the words when they are read


def wrap(text: str, limit: float, size: float) -> tuple[str, ...]:
    """Return the text in lines of at most `limit` where words allow it."""
    found: list[str] = []
    for word in text.split():
        if found and text_width(f"{found[-1]} {word}", size) <= limit:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return tuple(found)


def text_width(text: str, size: float) -> float:
    """Return about how wide `text` is in a sans-serif of `size`, rather more than less."""
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return size * sum(_letter_width(letter) for letter in letters)


def _letter_width(letter: str) -> float:
    if letter in _NARROW or letter.isspace():
        return 0.36
    if letter in _WIDE:
        return 0.9
    return 0.72 if letter.isupper() else 0.6


def hatch(*, x: float, y: float, width: float, height: float, step: float = 6) -> str:
    """Return the path of diagonal lines within a box: a pattern would need an id, and a clip another."""
    found = []
    offset = step
    while offset < width + height:
        left, right = max(0.0, offset - height), min(width, offset)
        found.append(f"M{number(x + left)} {number(y + offset - left)}L{number(x + right)} {number(y + offset - right)}")
        offset += step
    return "".join(found)


def number(value: float) -> str:
    """Return a number with at most two decimals, none where it has none."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    if value is True:
        return ""
    return number(value) if isinstance(value, int | float) else str(value)


def classes(*names: str | Iterable[str]) -> str:
    """Return the class names that are not empty, in order."""
    flat = [name for part in names for name in ([part] if isinstance(part, str) else part)]
    return " ".join(name for name in flat if name)
