"""The form of linked data: nodes without empty values, in one graph, safe inside a script element."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

Node = dict[str, Any]
"""A thing with a type and what is said of it."""

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""What could end a script element, or a line of one."""


def node(kind: str, values: Mapping[str, Any] | None = None, /, **said: object) -> Node:
    """Return a thing of a type with what is known of it."""
    return {"@type": kind, **{name: value for name, value in {**(values or {}), **said}.items() if value not in (None, "", [], ())}}


def breadcrumbs(trail: Iterable[tuple[str, str]]) -> Node:
    """Return the way to a page as it shows it: (name, full address) each."""
    steps = [node("ListItem", position=place, name=name, item=address) for place, (name, address) in enumerate(trail, start=1)]
    return node("BreadcrumbList", itemListElement=steps)


def written(nodes: Iterable[Node]) -> Markup:
    """Return nodes as the text of a script element; nothing where there are none."""
    found = list(nodes)
    if not found:
        return Markup("")
    text = json.dumps({"@context": "https://schema.org", "@graph": found}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 # no character that HTML knows is left
