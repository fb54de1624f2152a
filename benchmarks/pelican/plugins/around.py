# ruff: noqa: INP001 - Pelican reads its settings and its plugins from files, not from a package
"""What is around an article: related ones, older ones of its category, the next newer one, earlier ones of its story.

Pelican has none of it; of its published plugins `related_posts` compares every article with every other that has a tag of its own,
which grows with the square. This looks at a few older neighbours in each tag, as thidua does, so that Pelican is not slow for it.
"""

from __future__ import annotations

import importlib
from collections import defaultdict
from typing import Any

SHOWN = 5
NEAR = 8
WEIGHTS = {"Dòng sự kiện": 4, "Cụm thi đua": 3, "Phong trào": 2}


def register() -> None:
    """Ask Pelican to be called when all articles are read."""
    signals = importlib.import_module("pelican.plugins.signals")
    signals.article_generator_finalized.connect(add_around)


def add_around(generator: Any) -> None:  # noqa: ANN401 - Pelican carries no types
    """Give every listed article what is around it, and the theme each tag's articles and address; articles come newest first."""
    by_category: dict[str, list[Any]] = defaultdict(list)
    by_tag: dict[str, list[Any]] = defaultdict(list)
    places: list[tuple[Any, int, dict[str, int]]] = []
    for article in generator.articles:
        home = by_category[article.category.name]
        tags = {tag.name: by_tag[tag.name] for tag in getattr(article, "tags", ())}
        places.append((article, len(home), {name: len(articles) for name, articles in tags.items()}))
        home.append(article)
        for articles in tags.values():
            articles.append(article)
    for number, (article, place, tags_at) in enumerate(places):
        home = by_category[article.category.name]
        article.number = number
        article.older = home[place + 1 : place + 1 + SHOWN]
        article.newer = home[place - 1] if place else None
        article.earlier = next((by_tag[tag][at + 1 : at + 1 + SHOWN] for tag, at in tags_at.items() if tag.startswith("Dòng sự kiện")), [])
    for article, _, tags_at in places:
        article.related = _related(by_tag, tags_at, article.earlier)
    generator.context["by_tag"] = by_tag
    generator.context["tag_urls"] = {tag.name: tag.url for tag in generator.tags}


def _related(by_tag: dict[str, list[Any]], tags_at: dict[str, int], left_out: list[Any]) -> list[Any]:
    scores: dict[int, int] = defaultdict(int)
    found: dict[int, Any] = {}
    for tag, at in tags_at.items():
        weight = next((weight for start, weight in WEIGHTS.items() if tag.startswith(start)), 1)
        for other in by_tag[tag][at + 1 : at + 1 + NEAR]:
            scores[other.number] += weight
            found[other.number] = other
    hidden = {other.number for other in left_out}
    ranked = sorted((number for number in scores if number not in hidden), key=lambda number: (-scores[number], number))
    return [found[number] for number in ranked[:SHOWN]]
