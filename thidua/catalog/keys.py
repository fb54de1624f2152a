"""The names of everything a page may see: a key is `space:name`.

Keys are plain strings because eleven thousand outputs name a quarter of a million of them; the functions here are the only place
that spells them.
"""

from __future__ import annotations

SITE = "setting:site"
FEEDS = "setting:feeds"
DATA = "setting:data"
MENU = "setting:menu"
PAGES = "setting:pages"
THEME = "theme:"
YEAR = "setting:year"
AWARD_TALLY = "tally:awards"
PROVINCES = "provinces:"
CHANNELS = "channels:"
CLUSTERS = "clusters:"
COUNTED = "counted:"
UNITS = "register:units"


def address(entry: str) -> str:
    """Where an entry is (None when it has no page)."""
    return f"address:{entry}"


def card(entry: str) -> str:
    """What lists show of an entry."""
    return f"card:{entry}"


def where(name: str) -> str:
    """Where on a map an entry's or a unit's (`unit/ID`) matter is."""
    return f"map:{name}"


def around(entry: str) -> str:
    """The articles that an article's page leads to."""
    return f"around:{entry}"


def summary(entry: str) -> str:
    """An entry's summary, or how its text begins."""
    return f"summary:{entry}"


def front(entry: str) -> str:
    """An entry's whole front matter: for its own page."""
    return f"front:{entry}"


def facts(entry: str) -> str:
    """What dossiers count of an entry."""
    return f"facts:{entry}"


def body(entry: str) -> str:
    """An entry's body HTML."""
    return f"body:{entry}"


def terms(entry: str) -> str:
    """What search finds an entry by."""
    return f"terms:{entry}"


def syndicated(entry: str) -> str:
    """What subscribers get of an article beside its summary and text."""
    return f"syndicated:{entry}"


def channel(query_name: str) -> str:
    """The feed of a list: its title, page and forms."""
    return f"channel:{query_name}"


def folder(path: str) -> str:
    """The name under which a folder of several files is published, and the file that tells of the others, for the path of its output."""
    return f"folder:{path}"


def length(path: str) -> str:
    """The size in bytes of a picture or attachment as published."""
    return f"length:{path}"


def query(name: str) -> str:
    """An ordered list of entry ids."""
    return f"query:{name}"


def history(cluster: str) -> str:
    """A cluster's computed history."""
    return f"history:{cluster}"


def meetings(cluster: str) -> str:
    """The meetings of a cluster; of none for the empty id."""
    return f"meetings:{cluster}"


def territory(cluster: str) -> str:
    """The provinces of today in which a cluster's members are."""
    return f"territory:{cluster}"


def province_of(unit: str) -> str:
    """The province of today in which a unit is."""
    return f"province-of:{unit}"


def section(name: str) -> str:
    """A section's title, description and address."""
    return f"section:{name}"


def register(space: str, name: str) -> str:
    """One record of a register: space is unit, award, movement, person or series."""
    return f"{space}:{name}"


def tag(slug: str) -> str:
    """A tag's name as first written."""
    return f"tag:{slug}"


def author(slug: str) -> str:
    """An author's name as first written."""
    return f"author:{slug}"


def asset(path: str) -> str:
    """A picture, attachment or static file as published."""
    return f"asset:{path}"
