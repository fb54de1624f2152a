"""Vietnamese-looking words, made from the rules of Vietnamese spelling and drawn with Zipf-like frequencies.

Invariant: every syllable is spelt as onset, rime and tone allow (k before e, ê, i; only sắc and nặng before p, t, c, ch; the tone
on the vowel that carries it, as in "hòa", "thúy", "quý"), and one seed gives one sequence of words on every machine. A word list taken
from a corpus was rejected: it would have an owner, and no list of that size can be reviewed.
"""

from __future__ import annotations

import random
import unicodedata
from functools import cache
from itertools import accumulate, product
from typing import NamedTuple

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
STOPPED_TONES = ("\u0301", "\u0323")
ONSETS = ("", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x")
PLAIN_RIMES = (
    "a e ê i o ô ơ u ư ia ua ưa ai ao au ay âu ây eo êu iu oi ôi ơi ui ưi ưu iêu uôi ươi ươu "
    "am ăm âm em êm im om ôm ơm um iêm uôm ươm an ăn ân en ên in on ôn ơn un iên uôn ươn "
    "ang ăng âng ong ông ung ưng iêng uông ương anh ênh inh "
    "ap ăp âp ep êp ip op ôp ơp up iêp ươp at ăt ât et êt it ot ôt ơt ut ưt iêt uôt ươt "
    "ac ăc âc oc ôc uc ưc iêc uôc ươc ach êch ich"
).split()
ROUNDED_RIMES = "oa oe uê uy oai oay uây oan oăn uân uyên oang oăng oanh uynh oat oăt uât uyêt oac oach uych".split()
UNROUNDED_ONSETS = frozenset({"b", "c", "g", "gi", "m", "ph", "v", "r"})
"""Onsets that do not stand before a rounded rime; c does, written qu."""

SYLLABLES = 4200
LEXICON = 14000
ZIPF_SHIFT = 25
ZIPF_POWER = 1.35
COLLOCATIONS = 9000
COLLOCATED = 0.6
"""Collocations are drawn so much as often as single words: language repeats itself, and an index feels it."""
UNFIT = frozenset("ia di du cu cac cut dit deo dai lon lol buoi".split())
"""Folded syllables that made words do without, because some tone of theirs is not fit to print."""

COMMON = (
    "và của các có được trong cho là với những đã một này khi để từ đến tại theo về sẽ không người năm ngày cũng như trên vào ra đó nhiều "
    "phải hơn bằng qua lại còn do nên việc mỗi cả cùng sau trước"
).split()
"""Single syllables that carry every sentence."""

SUBJECT = (
    "thi đua|khen thưởng|phong trào|hội nghị|cụm thi đua|tổng kết|sơ kết|giao ước|phát động|điển hình tiên tiến|đơn vị|tập thể|cá nhân|"
    "thành tích|nhiệm vụ|kế hoạch|công tác|thực hiện|tổ chức|triển khai|kết quả|nâng cao|chất lượng|hiệu quả|đổi mới|sáng tạo|xây dựng|"
    "nông thôn mới|chuyển đổi số|cải cách hành chính|văn hóa công sở|giảm nghèo|kinh tế|xã hội|giáo dục|y tế|môi trường|người dân|cán bộ|"
    "công chức|viên chức|địa phương|cơ quan|doanh nghiệp|hợp tác xã|nông dân|công nhân|giáo viên|học sinh|thanh niên|phụ nữ|cựu chiến binh|"
    "biểu dương|tôn vinh|trao tặng|bằng khen|giấy khen|cờ thi đua|danh hiệu|tiêu chí|hồ sơ|xét duyệt|tuyên truyền|nhân rộng|mô hình|"
    "kinh nghiệm|học tập|giao lưu|hướng dẫn|kiểm tra|đánh giá|đoàn kết|chung sức|đồng lòng|phấn đấu|hoàn thành|vượt mức|chỉ tiêu|ứng dụng|"
    "công nghệ|sản xuất|đời sống|thu nhập|hạ tầng|giao thông|trường học|nhà văn hóa|đường làng|vùng cao|biên giới|hải đảo|đồng bằng|"
    "khu dân cư|hộ gia đình|tiết kiệm|an toàn|trật tự|thể thao|bảo vệ|chăm sóc|hỗ trợ|đóng góp|ủng hộ|tình nguyện|trách nhiệm|gương mẫu"
).split("|")
"""Words of the trade, frequent as well."""


class Lexicon(NamedTuple):
    """Words in order of frequency, and their weights summed up as `random.choices` wants them."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, dice: random.Random, count: int) -> list[str]:
        """Return `count` words."""
        return dice.choices(self.words, cum_weights=self.weights, k=count)


def dice_for(*parts: object) -> random.Random:
    """Return a source of chance of its own for what `parts` name: nothing drawn elsewhere changes what it gives."""
    return random.Random("/".join(map(str, parts)))


def fold(text: str) -> str:
    """Return the text as a slug: ASCII, lower case, words joined by hyphens."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return "-".join(kept.split())


@cache
def valid_syllables() -> tuple[str, ...]:
    """Return every syllable the rules allow, in a fixed order."""
    found: dict[str, None] = {}
    for onset, rime in product(ONSETS, PLAIN_RIMES + ROUNDED_RIMES):
        spelt = _spell(onset, rime)
        if spelt is None:
            continue
        tones = STOPPED_TONES if rime[-1] in "ptc" or rime.endswith("ch") else TONES
        for tone in tones:
            found[spelt[0] + _with_tone(spelt[1], tone)] = None
    return tuple(found)


@cache
def syllables() -> tuple[str, ...]:
    """Return the syllables in use: a fixed choice from the valid ones."""
    fit = [syllable for syllable in valid_syllables() if fold(syllable) not in UNFIT]
    return tuple(dice_for("syllables").sample(fit, SYLLABLES))


@cache
def lexicon() -> Lexicon:
    """Return the words in use: common ones first, then made ones, mostly of two syllables as in Vietnamese."""
    dice = dice_for("lexicon")
    known = [word for pair in zip(SUBJECT, COMMON, strict=False) for word in pair] + SUBJECT[len(COMMON) :]
    made = dict.fromkeys(known)
    single = iter(syllables())
    while len(made) < LEXICON:
        length = dice.choices((1, 2, 3), weights=(24, 70, 6))[0]
        first = next(single, None) or dice.choice(syllables())
        made[" ".join([first, *dice.choices(syllables(), k=length - 1)])] = None
    words = tuple(made)
    share = [1 / (rank + ZIPF_SHIFT) ** ZIPF_POWER for rank in range(LEXICON)]
    single_words = Lexicon(words, tuple(accumulate(share)))
    together = tuple(" ".join(single_words.draw(dice, dice.randint(2, 4))) for _ in range(COLLOCATIONS))
    return Lexicon(words + together, tuple(accumulate(share + [COLLOCATED * weight for weight in share[:COLLOCATIONS]])))


def _spell(onset: str, rime: str) -> tuple[str, str] | None:
    """Return onset and rime as they are written together, or None when they do not stand together."""
    rounded = rime in ROUNDED_RIMES
    if onset == "qu":
        return ("qu", rime[1:]) if rounded or rime == "uôc" else None
    if rounded and onset in UNROUNDED_ONSETS:
        return None
    front = rime[0] in "eêi"
    if rime[0] == "i" and onset in {"", "gi"}:
        return ("", "y" + rime[1:]) if onset == "" and rime.startswith("iê") else None
    if front and onset in {"c", "g", "ng"}:
        return {"c": "k", "g": "gh", "ng": "ngh"}[onset], rime
    return onset, rime


def _with_tone(rime: str, tone: str) -> str:
    """Return the rime with the tone on the vowel that carries it."""
    vowels = [place for place, letter in enumerate(rime) if letter in "aăâeêioôơuưy"]
    shaped = [place for place in vowels if rime[place] in "ăâêôơư"]
    if shaped:
        place = shaped[-1]
    elif vowels[-1] != len(rime) - 1:
        place = vowels[-1]
    else:
        place = vowels[1] if len(vowels) > len("oa") else vowels[0]
    return unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :])
