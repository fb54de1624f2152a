"""A command line that cannot be understood is told in Vietnamese, or in English when asked; the whole sentence is expected here."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from thidua import cli
from thidua.words.usage import usage

BUILD = ("Cách dùng: thidua build [TÙY CHỌN]", "Xem hướng dẫn: thidua build --help")
BUILD_EN = ("Usage: thidua build [OPTIONS]", "For help: thidua build --help")
ALL = ("Cách dùng: thidua [TÙY CHỌN] LỆNH [THAM SỐ]...", "Xem hướng dẫn: thidua --help")
ALL_EN = ("Usage: thidua [OPTIONS] COMMAND [ARGS]...", "For help: thidua --help")

CASES: list[tuple[list[str], str, str]] = [
    (
        ["build", "--ful"],
        "Lỗi: không có tùy chọn “--ful”\n  hint: có phải bạn muốn viết “--full”?",
        "Error: there is no option “--ful”\n  hint: did you mean “--full”?",
    ),
    (["build", "--khong-co"], "Lỗi: không có tùy chọn “--khong-co”", "Error: there is no option “--khong-co”"),
    (["build", "thua", "nua"], "Lỗi: thừa “thua nua”", "Error: “thua nua” is too much"),
    (
        ["build", "--jobs", "0"],
        "Lỗi: giá trị của “--jobs” không dùng được: 0 nằm ngoài khoảng 1<=x<=256",
        "Error: the value of “--jobs” cannot be used: 0 is outside the range 1<=x<=256",
    ),
    (
        ["build", "--jobs", "hai"],
        "Lỗi: giá trị của “--jobs” không dùng được: “hai” không phải là số nguyên",
        "Error: the value of “--jobs” cannot be used: “hai” is no whole number",
    ),
    (
        ["build", "--now", "hôm nay"],
        "Lỗi: giá trị của “--now” không dùng được: “hôm nay” không phải là một thời điểm, ví dụ 2026-11-21T08:00+07:00",
        "Error: the value of “--now” cannot be used: “hôm nay” is no moment such as 2026-11-21T08:00+07:00",
    ),
    (["build", "--config"], "Lỗi: tùy chọn “--config” cần một giá trị", "Error: the option “--config” needs a value"),
    (["build", "--full=1"], "Lỗi: tùy chọn “--full” không nhận giá trị", "Error: the option “--full” takes no value"),
    (
        ["build", "--report", "."],
        "Lỗi: giá trị của “--report” không dùng được: “.” là thư mục, không phải tệp",
        "Error: the value of “--report” cannot be used: “.” is a folder, no file",
    ),
    (
        ["build", "--cache", "tep"],
        "Lỗi: giá trị của “--cache” không dùng được: “tep” là tệp, không phải thư mục",
        "Error: the value of “--cache” cannot be used: “tep” is a file, no folder",
    ),
    (
        ["biuld"],
        "Lỗi: không có lệnh “biuld”\n  hint: có phải bạn muốn viết “build”?",
        "Error: there is no command “biuld”\n  hint: did you mean “build”?",
    ),
    (["xyz"], "Lỗi: không có lệnh “xyz”", "Error: there is no command “xyz”"),
]


BEFORE_THE_COMMAND = (["--config"], ["--full=1"])
"""What click's parser refuses before it knows for which command: no form can be shown."""


@pytest.mark.parametrize("language", ["", "en"])
@pytest.mark.parametrize("number", range(len(CASES)), ids=[" ".join(arguments) for arguments, _, _ in CASES])
def test_wrong_usage_is_told(
    number: int, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong, what may have been meant, how it is written and where to read more; exit 2."""
    arguments, vietnamese, english = CASES[number]
    (tmp_path / "tep").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("THIDUA_LANG", language)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    frames = (BUILD_EN, ALL_EN) if language else (BUILD, ALL)
    first, last = frames[0 if arguments[0] == "build" else 1]
    assert cli.run(arguments) == 2
    told = english if language else vietnamese
    assert capsys.readouterr().err == (f"{told}\n" if arguments[1:] in BEFORE_THE_COMMAND else f"{first}\n{told}\n{last}\n")


def test_a_wrong_epoch_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The environment's moment is named like an option."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "mai")
    monkeypatch.delenv("THIDUA_LANG", raising=False)
    assert cli.run(["build"]) == 2
    assert capsys.readouterr().err == f"{BUILD[0]}\nLỗi: SOURCE_DATE_EPOCH “mai” không phải là số giây\n{BUILD[1]}\n"


def test_options_that_do_not_go_together_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sentence of our own stands in the same frame."""
    (tmp_path / "site_config.yaml").write_text(
        'title: "Cổng"\nbase_url: "https://mau.example.vn/"\nowner: {name: "Ban", email: "ban@mau.example.vn"}\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("THIDUA_LANG", raising=False)
    assert cli.run(["check", "--record", "--drafts", "--now", "2026-11-21"]) == 2
    assert capsys.readouterr().err == (
        "Cách dùng: thidua check [TÙY CHỌN]\nLỗi: --record không đi cùng --drafts: địa chỉ của bản nháp chưa được đăng.\n"
        "Xem hướng dẫn: thidua check --help\n"
    )


def test_no_word_at_all_is_answered_with_help(capsys: pytest.CaptureFixture[str]) -> None:
    """`thidua` alone lists its commands."""
    assert cli.run([]) == 2
    assert "build" in capsys.readouterr().err


@click.command()
@click.argument("folder", type=click.Path(exists=True))
@click.option("--kind", type=click.Choice(["news", "model"]), required=True)
@click.option("--rate", type=float)
def _command(**_values: object) -> None:
    """Take what our own commands do not take yet."""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--kind", "news"], "Lỗi: thiếu đối số “FOLDER”"),
        (["."], "Lỗi: thiếu tùy chọn “--kind”"),
        (["khong-co", "--kind", "news"], "Lỗi: giá trị của “FOLDER” không dùng được: không có tệp hay thư mục “khong-co”"),
        ([".", "--kind", "news", "--rate", "x"], "Lỗi: giá trị của “--rate” không dùng được: “x” không phải là số"),
        (
            [".", "--kind", "nws"],
            (
                "Lỗi: giá trị của “--kind” không dùng được: “nws” không phải là một trong: 'news', 'model'\n"
                "  hint: có phải bạn muốn viết “news”?"
            ),
        ),
    ],
)
def test_whatever_a_command_may_ask_is_told(arguments: list[str], told: str) -> None:
    """Missing arguments and options, and values of other types."""
    with pytest.raises(click.UsageError) as raised:
        _command.main(arguments, prog_name="thu", standalone_mode=False)
    assert usage(raised.value, "vi") == f"Cách dùng: thu [TÙY CHỌN] FOLDER\n{told}\nXem hướng dẫn: thu --help"


def test_what_click_says_otherwise_is_shown_as_it_is() -> None:
    """A sentence that nobody foresaw is better in English than not at all."""
    assert usage(click.UsageError("Something else."), "vi") == "Lỗi: Something else."
    assert usage(click.BadParameter("odd", param_hint=["a", "b"]), "en") == "Error: the value of “a / b” cannot be used: odd"
