"""The command line: arguments, wiring, exit codes. Nothing below prints.

Exit 0: built and published; 1: problems in what editors wrote; 2: wrong usage or configuration; 3: the machine.
"""

from __future__ import annotations

import gc
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

import thidua
from thidua import reports
from thidua.problems import ConfigurationError, ContentError, MachineError, Problem, Problems, RequestError
from thidua.words import messages, sentences, usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FIRST_YEAR, LAST_YEAR = 1900, 9000
"""Years in which a site may be built."""

EXIT_CONTENT = 1
EXIT_USAGE = 2
EXIT_MACHINE = 3


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit status; never with a traceback."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    try:
        status = commands.main(arguments, prog_name="thidua", standalone_mode=False)
    except click.ClickException as error:
        _refuse_usage(error)
        return EXIT_USAGE
    except click.Abort:
        return EXIT_MACHINE
    except ConfigurationError as error:
        _show(error.problems, _language())
        return EXIT_USAGE
    except RequestError as error:
        click.echo(sentences.sentence(error.code, _language(), **error.values), err=True)
        return EXIT_USAGE
    except MachineError as error:
        click.echo(sentences.sentence(error.code, _language(), **error.values), err=True)
        return EXIT_MACHINE
    return status if isinstance(status, int) else 0


def _refuse_usage(error: click.ClickException) -> None:
    """Say what is wrong with the command line; without a word it is a question, which the help answers."""
    if isinstance(error, click.UsageError) and not isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(usage.usage(error, _language()), err=True)
    else:
        error.show()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(thidua.__version__, prog_name="thidua")
def commands() -> None:
    """Thi Đua: từ Markdown thành cổng thông tin thi đua, khen thưởng."""


def _read_now(context: click.Context, option: click.Parameter, text: str | None) -> datetime:
    """Return the moment of the build: `--now`, else SOURCE_DATE_EPOCH, else the clock."""
    return _read_fixed_now(context, option, text) or datetime.now(UTC)


def _read_fixed_now(context: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    """Return the moment that was asked for: `--now`, else SOURCE_DATE_EPOCH, else None."""
    if text is None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch is None:
            return None
        try:
            return _within_reach(datetime.fromtimestamp(int(epoch), UTC))
        except (ValueError, OverflowError, OSError):
            raise click.UsageError(sentences.sentence("not-an-epoch", _language(), text=epoch), context) from None
    try:
        return _within_reach(datetime.fromisoformat(text))
    except ValueError:
        raise click.BadParameter(sentences.sentence("not-a-moment", _language(), text=text)) from None


def _within_reach(moment: datetime) -> datetime:
    """Return a moment whose next year, and whose time in any zone, a calendar has; ValueError for others."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(moment)
    return moment


@commands.command()
@click.option("--config", type=click.Path(path_type=Path), default=Path("site_config.yaml"), show_default=True, help="Tệp cấu hình.")
@click.option("--output", type=click.Path(path_type=Path), help="Thư mục xuất bản.")
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="Thư mục bộ nhớ đệm.")
@click.option("--jobs", type=click.IntRange(1, 256), default=lambda: os.cpu_count() or 1, help="Số tiến trình.")
@click.option("--full", is_flag=True, help="Quên lần dựng trước.")
@click.option("--drafts", is_flag=True, help="Cả bản nháp và bài hẹn giờ.")
@click.option("--now", callback=_read_now, metavar="ISO", help="Thời điểm dựng cổng.")
@click.option("--explain", is_flag=True, help="Mỗi tệp được dựng một dòng: vì sao.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Ghi kết quả ra tệp JSON.")
@click.option("--quiet", is_flag=True, help="Chỉ in vấn đề và lỗi.")
def build(  # noqa: PLR0913 # one parameter an option
    *,
    config: Path,
    output: Path | None,
    cache: Path | None,
    jobs: int,
    full: bool,
    drafts: bool,
    now: datetime,
    explain: bool,
    report: Path | None,
    quiet: bool,
) -> int:
    """Kiểm tra nội dung và xuất bản cổng thông tin."""
    from thidua import builder  # noqa: PLC0415 # `--help` and wrong usage need none of it

    gc.set_threshold(10_000, 10, 50)  # a build makes many values and next to no cycles: looking for these costs a tenth of its time
    if report:
        reports.forget(report)
    with builder.told_apart(config):
        settings, _ = builder.load_config(config)
    words = _language(settings.language)
    moment = now if now.tzinfo else now.replace(tzinfo=settings.zone)
    if report:
        builder.refuse_report(report, config, settings, output=output, cache=cache)
    options = builder.Options(config=config, now=moment, output=output, cache=cache, jobs=jobs, full=full, drafts=drafts)
    try:
        result = builder.build(options)
    except ContentError as error:
        _show(error.problems, words)
        if report:
            reports.write(report, reports.of_problems(error.problems, words))
        return EXIT_CONTENT
    except ConfigurationError as error:
        _show(error.problems, words)
        return EXIT_USAGE
    _show(result.problems, words)
    if explain:
        _say(reports.explained(result, words))
    if report:
        reports.write(report, reports.of_build(result, words))
    if not quiet:
        _say(reports.built(result, words))
    return 0


@commands.command()
@click.option("--config", type=click.Path(path_type=Path), default=Path("site_config.yaml"), show_default=True, help="Tệp cấu hình.")
@click.option("--jobs", type=click.IntRange(1, 256), default=lambda: os.cpu_count() or 1, help="Số tiến trình.")
@click.option("--drafts", is_flag=True, help="Cả bản nháp và bài hẹn giờ.")
@click.option("--now", callback=_read_now, metavar="ISO", help="Thời điểm kiểm tra.")
@click.option("--record", is_flag=True, help="Không có lỗi thì ghi sổ địa chỉ.")
@click.option("--quiet", is_flag=True, help="Chỉ in vấn đề và lỗi.")
def check(*, config: Path, jobs: int, drafts: bool, now: datetime, record: bool, quiet: bool) -> int:  # noqa: PLR0913 # one parameter an option
    """Kiểm tra nội dung như khi dựng, không xuất bản gì."""
    from thidua import builder  # noqa: PLC0415 # `--help` and wrong usage need none of it

    with builder.told_apart(config):
        settings, _ = builder.load_config(config)
    words = _language(settings.language)
    if record and drafts:
        raise click.UsageError(sentences.sentence("record-without-drafts", words))
    moment = now if now.tzinfo else now.replace(tzinfo=settings.zone)
    try:
        result = builder.check(builder.Options(config=config, now=moment, jobs=jobs, drafts=drafts), record=record)
    except ContentError as error:
        _show(error.problems, words, "summary-unsound")
        return EXIT_CONTENT
    except ConfigurationError as error:
        _show(error.problems, words, "summary-unsound")
        return EXIT_USAGE
    _show(result.problems, words)
    if not quiet:
        _say(reports.checked(result, words, record=record, drafts=drafts))
    return 0


class _Speaker:
    """What a preview says, at the terminal: problems on standard error as everywhere, the rest on standard output."""

    def language(self, site: str) -> str:
        self._language = _language(site)
        return self._language

    def say(self, code: str, /, **values: object) -> None:
        click.echo(sentences.sentence(code, self._language, **values))

    def show(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            click.echo(messages.line(problem, self._language), err=True)


@commands.command()
@click.option("--config", type=click.Path(path_type=Path), default=Path("site_config.yaml"), show_default=True, help="Tệp cấu hình.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, help="Cổng mạng; 0: máy tự chọn.")
@click.option("--jobs", type=click.IntRange(1, 256), default=lambda: os.cpu_count() or 1, help="Số tiến trình.")
@click.option("--drafts/--no-drafts", default=True, show_default=True, help="Cả bản nháp và bài hẹn giờ.")
@click.option("--now", callback=_read_fixed_now, metavar="ISO", help="Thời điểm xem; không ghi thì là bây giờ, suốt lúc xem.")
def serve(*, config: Path, port: int, jobs: int, drafts: bool, now: datetime | None) -> int:
    """Xem trước cổng trên máy này; lưu tệp nào, trang tự hiện bản mới."""
    from thidua import builder  # noqa: PLC0415 # `--help` and wrong usage need none of it
    from thidua.editing import preview  # noqa: PLC0415 # as above

    with builder.told_apart(config):
        settings, _ = builder.load_config(config)
    moment = now if now is None or now.tzinfo else now.replace(tzinfo=settings.zone)
    wish = preview.Wish(config_file=config, config=settings, port=port, jobs=jobs, drafts=drafts, now=moment)
    preview.preview(wish, _Speaker())
    return 0


@commands.command()
@click.argument("kind", metavar="LOẠI")
@click.argument("title", metavar="TIÊU ĐỀ", nargs=-1, required=True)
@click.option("--section", metavar="MÃ", help="Chuyên mục; không ghi thì là chuyên mục đầu tiên của loại ấy.")
@click.option("--slug", metavar="ĐỊA-CHỈ", help="Tên tệp và địa chỉ; không ghi thì lấy từ tiêu đề.")
@click.option("--date", metavar="NGÀY", help="Ngày đăng; không ghi thì là hôm nay.")
@click.option("--config", type=click.Path(path_type=Path), default=Path("site_config.yaml"), show_default=True, help="Tệp cấu hình.")
@click.option("--now", callback=_read_now, metavar="ISO", hidden=True)
def new(  # noqa: PLR0913 # one parameter an option
    *, kind: str, title: tuple[str, ...], section: str | None, slug: str | None, date: str | None, config: Path, now: datetime
) -> int:
    """Viết tệp mới cho một bài: tin, hội nghị, điển hình, cụm, văn bản hoặc trang."""
    from thidua import builder  # noqa: PLC0415 # `--help` and wrong usage need none of it
    from thidua.editing import new_entry  # noqa: PLC0415 # as above

    with builder.told_apart(config):
        settings, _ = builder.load_config(config)
    words = _language(settings.language)
    moment = now if now.tzinfo else now.replace(tzinfo=settings.zone)
    asked = new_entry.Request(config=config, kind=kind, title=" ".join(title), now=moment, section=section, slug=slug, date=date)
    try:
        written = new_entry.write_entry(asked)
    except RequestError as error:
        click.echo(sentences.sentence(error.code, words, **error.values), err=True)
        return EXIT_USAGE
    except ConfigurationError as error:
        _show(error.problems, words, None)
        return EXIT_USAGE
    click.echo(_from_here(written.path))
    code = "new-written" if written.open_fields else "new-written-whole"
    click.echo(sentences.sentence(code, words, fields=", ".join(written.open_fields)), err=True)
    return 0


def _from_here(path: Path) -> str:
    """Return a path as the editor can type it: from the present folder where it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _language(site: str = "vi") -> str:
    """Return the language of messages: the site's, unless THIDUA_LANG says otherwise."""
    asked = os.environ.get("THIDUA_LANG", "")[:2]
    return asked if asked in {"vi", "en"} else site


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _show(problems: Problems, language: str, summary: str | None = "summary-problems") -> None:
    found = list(problems)
    for problem in found:
        click.echo(messages.line(problem, language), err=True)
    if summary and problems.errors:
        click.echo(sentences.sentence(summary, language, count=len(problems.errors)), err=True)
