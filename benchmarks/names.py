"""The names an archive uses: units of the default register, and people, authors and topics that are plainly made up.

Invariant: a unit is only named on a date on which a unit had that name, so that every reference resolves; no name is a person's. Names
drawn at random from real given names were rejected: a made-up conference would then speak of somebody.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

MERGER = date(2025, 7, 1)
"""The day on which 63 provinces and cities became 34."""

UNITS_BEFORE = tuple(
    (
        "Hà Nội|Hà Giang|Cao Bằng|Bắc Kạn|Tuyên Quang|Lào Cai|Điện Biên|Lai Châu|Sơn La|Yên Bái|Hòa Bình|Thái Nguyên|Lạng Sơn|"
        "Quảng Ninh|Bắc Giang|Phú Thọ|Vĩnh Phúc|Bắc Ninh|Hải Dương|Hải Phòng|Hưng Yên|Thái Bình|Hà Nam|Nam Định|Ninh Bình|Thanh Hóa|"
        "Nghệ An|Hà Tĩnh|Quảng Bình|Quảng Trị|Thừa Thiên Huế|Đà Nẵng|Quảng Nam|Quảng Ngãi|Bình Định|Phú Yên|Khánh Hòa|Ninh Thuận|"
        "Bình Thuận|Kon Tum|Gia Lai|Đắk Lắk|Đắk Nông|Lâm Đồng|Bình Phước|Tây Ninh|Bình Dương|Đồng Nai|Bà Rịa - Vũng Tàu|Hồ Chí Minh|"
        "Long An|Tiền Giang|Bến Tre|Trà Vinh|Vĩnh Long|Đồng Tháp|An Giang|Kiên Giang|Cần Thơ|Hậu Giang|Sóc Trăng|Bạc Liêu|Cà Mau"
    ).split("|")
)
UNITS_SINCE = tuple(
    (
        "Hà Nội|Cao Bằng|Tuyên Quang|Điện Biên|Lai Châu|Sơn La|Lào Cai|Thái Nguyên|Lạng Sơn|Quảng Ninh|Bắc Ninh|Phú Thọ|Hải Phòng|"
        "Hưng Yên|Ninh Bình|Thanh Hóa|Nghệ An|Hà Tĩnh|Quảng Trị|Huế|Đà Nẵng|Quảng Ngãi|Gia Lai|Khánh Hòa|Đắk Lắk|Lâm Đồng|Đồng Nai|"
        "Hồ Chí Minh|Tây Ninh|Đồng Tháp|Vĩnh Long|An Giang|Cần Thơ|Cà Mau"
    ).split("|")
)
UNITS_THROUGHOUT = tuple(("Hà Nội|Cao Bằng|Điện Biên|Lai Châu|Sơn La|Lạng Sơn|Quảng Ninh|Thanh Hóa|Nghệ An|Hà Tĩnh").split("|"))
"""Units that the merger left as they were, under the same name."""

MOVEMENTS = ("nong-thon-moi", "vi-nguoi-ngheo", "doanh-nghiep-hoi-nhap", "ha-tang-dong-bo", "van-hoa-cong-so")
FIELDS = tuple(
    (
        "nong-nghiep cong-nghiep thuong-mai-dich-vu giao-duc y-te van-hoa-the-thao quoc-phong-an-ninh cai-cach-hanh-chinh "
        "an-sinh-xa-hoi moi-truong"
    ).split()
)
TAGS = tuple(
    (
        "nông thôn mới|chuyển đổi số|giáo dục|y tế|giảm nghèo|cải cách hành chính|gương sáng|người tốt việc tốt|môi trường|du lịch|"
        "nông nghiệp sạch|hợp tác xã|khởi nghiệp|thanh niên|phụ nữ|nông dân|công nhân|người cao tuổi|cựu chiến binh|học sinh|nhà giáo|"
        "thầy thuốc|khoa học|sáng kiến|văn hóa|thể thao|gia đình|khu dân cư|an ninh trật tự|phòng cháy|giao thông|thủy lợi|điện nước|"
        "nhà ở|việc làm|dạy nghề|thương mại|công nghiệp|làng nghề|biển đảo|vùng cao|biên giới|dân tộc|tiết kiệm|kỷ cương|văn phòng|"
        "thống kê|tập huấn|hội thảo|triển lãm|báo chí|thư viện|đền ơn đáp nghĩa|hiến máu|trồng cây|đường hoa|nước sạch|lao động giỏi|"
        "học tập suốt đời|ngày truyền thống"
    ).split("|")
)
AUTHORS = tuple(f"Phóng viên Mẫu {number:02d}" for number in range(1, 31))
SERIES = tuple((f"dong-su-kien-mau-{number:02d}", f"Dòng sự kiện mẫu {number:02d}") for number in range(1, 13))
TITLES = (
    "Trưởng đoàn thử nghiệm",
    "Phó trưởng đoàn thử nghiệm",
    "Cán bộ thử nghiệm",
    "Chủ nhiệm hợp tác xã mẫu",
    "Giáo viên trường mẫu",
    "Đại diện đơn vị mẫu",
)
ROLES = ("chair", "opened", "spoke", "concluded", "launched", "presented", "attended", "honoured")
NUMERALS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")


def units_on(day: date) -> tuple[str, ...]:
    """Return the names of the units of that day."""
    return UNITS_BEFORE if day < MERGER else UNITS_SINCE


def person(dice: random.Random) -> str:
    """Return a name that nobody has."""
    if dice.random() < 0.5:  # noqa: PLR2004 - half and half
        return f"Người Mẫu {dice.randint(1, 400):03d}"
    return f"{dice.choice(('Ông', 'Bà'))} Thử Nghiệm {dice.choice(NUMERALS)}"


def people(dice: random.Random, day: date, count: int) -> list[dict[str, object]]:
    """Return people at an event of that day: each name once, with the title and the unit of the day."""
    found = dict.fromkeys(person(dice) for _ in range(count))
    return [
        {"name": name, "title": dice.choice(TITLES), "unit": dice.choice(units_on(day)), "role": ROLES[place % len(ROLES)]}
        for place, name in enumerate(found)
    ]
