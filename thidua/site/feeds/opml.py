"""All feeds in one file that readers' programs import: OPML 2.0 (opml.org/spec2.opml), a folder for each kind of list."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from thidua.model import addresses
from thidua.site.feeds.channels import Channel, by_space
from thidua.site.feeds.head import channel_title
from thidua.site.feeds.texts import plain
from thidua.site.layout import Frame


def opml(frame: Frame, channels: Iterable[Channel]) -> bytes:
    """Return the RSS feeds of a site as subscriptions."""
    site, words, links = frame.site, frame.words, frame.links
    root = ET.Element("opml", version="2.0")
    top = ET.SubElement(root, "head")
    for name, text in (("title", f"{site.title} – {words.feeds}"), ("ownerName", site.owner.name), ("ownerEmail", site.owner.email)):
        ET.SubElement(top, name).text = plain(text)
    body = ET.SubElement(root, "body")
    for space, found in by_space(channels).items():
        label = plain(words[f"feed_space_{space}"])
        folder = body if space == "latest" else ET.SubElement(body, "outline", text=label)
        for channel in found:
            title = plain(channel_title(frame, channel))
            ET.SubElement(
                folder,
                "outline",
                type="rss",
                text=title,
                title=title,
                xmlUrl=links.absolute(addresses.feed(channel.base)),
                htmlUrl=links.absolute(channel.base),
            )
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
