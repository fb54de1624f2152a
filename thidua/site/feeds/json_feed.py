"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from thidua.site.feeds.head import Head
from thidua.site.feeds.items import Item

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(head: Head, items: Iterable[Item]) -> bytes:
    """Return a feed as JSON; what is not known is left out."""
    whole = _known(
        version=VERSION,
        title=head.title,
        home_page_url=head.page,
        feed_url=head.addresses["json-feed"],
        description=head.description,
        language=head.language,
        authors=[_known(name=head.owner, url=f"mailto:{head.email}")],
        hubs=[{"type": "WebSub", "url": hub} for hub in head.hubs],
    )
    whole["items"] = [_item(item) for item in items]
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _item(item: Item) -> dict[str, Any]:
    picture = item.picture
    body = {"content_html": item.content} if item.content else {"content_text": item.summary or item.title}
    return _known(
        id=item.id,
        url=item.address,
        external_url=item.via,
        title=item.title,
        **body,
        summary=item.summary,
        image=picture.address if picture else None,
        date_published=item.published.isoformat(),
        date_modified=item.updated.isoformat() if item.updated != item.published else None,
        authors=[{"name": name} for name in item.authors],
        tags=list(dict.fromkeys(category.name for category in item.categories)),
        attachments=[
            _known(url=picture.address, mime_type=picture.type, title=picture.caption or picture.alt, size_in_bytes=picture.length)
        ]
        if picture
        else [],
    )


def _known(**values: object) -> dict[str, Any]:
    """Return what is not empty."""
    return {name: value for name, value in values.items() if value}
