"""What programs are told of an article's authors."""

from __future__ import annotations

import pytest

from thidua.site.linked_data.articles import is_body


@pytest.mark.parametrize(
    "name",
    ["Đoàn Thị Mẫu", "Văn Mẫu", "Chi Mẫu", "Trung Mẫu", "Liên Mẫu", "Mẫu", "Bùi Văn Phòng", "Công Thị Mẫu", "Phòng Văn Mẫu", "Tỉnh Mẫu"],
)
def test_people_are_people(name: str) -> None:
    """Names that begin as those of bodies do are names of people all the same."""
    assert not is_body(name)


@pytest.mark.parametrize(
    "name",
    [
        "Đoàn Thanh niên Mẫu",
        "Văn phòng Mẫu",
        "UBND tỉnh Mẫu",
        "Trung tâm Mẫu",
        "Báo Mẫu",
        "Nhóm biên soạn",
        "TTXVN",
        "Ngân hàng Mẫu",
        "Tỉnh đoàn",
        "Tòa án Mẫu",
        "Công an tỉnh",
    ],
)
def test_bodies_are_bodies(name: str) -> None:
    """Offices, newspapers and groups are organizations."""
    assert is_body(name)
