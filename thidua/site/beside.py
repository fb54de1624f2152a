"""What an entry has beside its text: the pictures of its gallery, files to download, where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from thidua.catalog import keys
from thidua.model.kinds import Front
from thidua.model.records import Album, Origin, Picture
from thidua.site.blanks import file_details
from thidua.site.display import NamedLink, long_time
from thidua.site.layout import Frame
from thidua.sources.assets import Asset


def gallery(front: Front) -> Iterator[Picture]:
    """Yield the pictures of an entry's gallery, albums opened."""
    for one in front.gallery:
        if isinstance(one, Album):
            for number, item in enumerate(one.images):
                yield item if item.caption or number else item.model_copy(update={"caption": one.caption})
        else:
            yield one


def attachments(frame: Frame, front: Front) -> tuple[NamedLink, ...]:
    """Return the files of an entry to download, each with its type and size."""
    found = []
    for attachment in front.attachments:
        asset: Asset = frame.view[keys.asset(attachment.file)]
        name = attachment.title or attachment.file.rpartition("/")[2]
        found.append(NamedLink(title=f"{name} ({file_details(asset, frame.words.language)})", href=frame.href(asset.address)))
    return tuple(found)


def stated_time(value: date | datetime, frame: Frame) -> str:
    """Return a day as in lists, an instant as under a headline; a time without offset is meant in the site's zone."""
    if not isinstance(value, datetime):
        return frame.day(value)
    return long_time(value if value.tzinfo else value.replace(tzinfo=ZoneInfo(frame.site.zone)), frame)


def origin_line(frame: Frame, source: Origin | None) -> tuple[str, str | None, str]:
    """Return where an article comes from, the address of the original, and who wrote it when."""
    if source is None:
        return "", None, ""
    words = frame.words
    detail = [source.author] if source.author else []
    if source.published:
        detail.append(stated_time(source.published, frame))
    name = source.name or ""
    line = words.fill(f"origin_{source.type}", name=name).strip() if source.type in {"own", "compiled"} or name else words.source
    return line, source.url, ", ".join(detail)
