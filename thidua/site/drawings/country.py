"""Where the tiles of today's 34 provinces and cities stand, and the two archipelagos out at sea.

A schematic, not an administrative map: each tile touches neighbours of the unit where a grid allows it, and half steps give the coast
its bend. Keys are ids of the register of units; a unit that is not here (another register's) has no tile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TILES: Mapping[str, tuple[float, float]] = {
    "lai-chau": (0, 0),
    "lao-cai": (1, 0),
    "tuyen-quang": (2, 0),
    "cao-bang": (3, 0),
    "dien-bien": (0, 1),
    "son-la": (1, 1),
    "thai-nguyen": (2, 1),
    "lang-son": (3, 1),
    "phu-tho": (1, 2),
    "ha-noi": (2, 2),
    "bac-ninh": (3, 2),
    "quang-ninh": (4, 2),
    "ninh-binh": (2, 3),
    "hung-yen": (3, 3),
    "hai-phong": (4, 3),
    "thanh-hoa": (2, 4),
    "nghe-an": (1.5, 5),
    "ha-tinh": (2, 6),
    "quang-tri": (2.5, 7),
    "hue": (3, 8),
    "da-nang": (3.5, 9),
    "quang-ngai": (4, 10),
    "gia-lai": (4.5, 11),
    "dak-lak": (4.5, 12),
    "dong-nai": (3, 13),
    "lam-dong": (4, 13),
    "khanh-hoa": (5, 13),
    "tay-ninh": (2, 14),
    "ho-chi-minh": (3, 14),
    "an-giang": (0, 15),
    "dong-thap": (1, 15),
    "vinh-long": (2, 15),
    "ca-mau": (0, 16),
    "can-tho": (1, 16),
}
"""Column and row of each unit's tile, north at the top."""

COLUMNS, ROWS = 6, 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Archipelago:
    """An archipelago with the unit that it belongs to, and the column and row of its small tile."""

    name: str
    unit: str
    at: tuple[float, float]


ARCHIPELAGOS = (
    Archipelago(name="Hoàng Sa", unit="da-nang", at=(5, 8)),
    Archipelago(name="Trường Sa", unit="khanh-hoa", at=(5, 15.5)),
)
