"""What is said of a command line that cannot be understood, in the language of everything else.

Click knows what is wrong and says so in English only. Its exceptions tell the command, the option and what is near; the sentence about a
value has to be taken from its message, which locks and tests hold. Its own way, gettext, was rejected: the system's locale would choose the
language, and compiled catalogues would have to be carried along.
"""

from __future__ import annotations

import re

import click

from thidua.problems import nearest
from thidua.words.messages import HINTS
from thidua.words.text import Text

_USAGE = Text("Cách dùng: {command}", "Usage: {command}")
_HELP = Text("Xem hướng dẫn: {command}", "For help: {command}")
_WRONG = Text("Lỗi: {message}", "Error: {message}")

_NO_OPTION = Text("không có tùy chọn “{name}”", "there is no option “{name}”")
_NO_COMMAND = Text("không có lệnh “{name}”", "there is no command “{name}”")
_MISSING = Text("thiếu {what} “{name}”", "{what} “{name}” is missing")
_VALUE = Text("giá trị của “{name}” không dùng được: {message}", "the value of “{name}” cannot be used: {message}")
_TERMS = {
    "option": Text("tùy chọn", "the option"),
    "argument": Text("đối số", "the argument"),
    "File": Text("tệp", "file"),
    "Directory": Text("thư mục", "folder"),
    "Path": Text("tệp hay thư mục", "file or folder"),
    "integer": Text("số nguyên", "whole number"),
    "integer range": Text("số nguyên", "whole number"),
    "float": Text("số", "number"),
    "float range": Text("số", "number"),
    "OPTIONS": Text("TÙY CHỌN", "OPTIONS"),
    "COMMAND": Text("LỆNH", "COMMAND"),
    "ARGS": Text("THAM SỐ", "ARGS"),
}

_MESSAGES: tuple[tuple[str, Text], ...] = (
    (r"Missing command\.", Text("thiếu tên lệnh", "the command is missing")),
    (r"Got unexpected extra arguments? \((?P<text>.*)\)", Text("thừa “{text}”", "“{text}” is too much")),
    (r"Option '(?P<text>.*)' requires an argument\.", Text("tùy chọn “{text}” cần một giá trị", "the option “{text}” needs a value")),
    (r"Option '(?P<text>.*)' does not take a value\.", Text("tùy chọn “{text}” không nhận giá trị", "the option “{text}” takes no value")),
    (r"'(?P<text>.*)' is not a valid (?P<kind>[a-z ]+)\.", Text("“{text}” không phải là {kind}", "“{text}” is no {kind}")),
    (r"(?P<text>.*) is not in the range (?P<range>.*)\.", Text("{text} nằm ngoài khoảng {range}", "{text} is outside the range {range}")),
    (r"'(?P<text>.*)' is not one of (?P<known>.*)\.", Text("“{text}” không phải là một trong: {known}", "“{text}” is none of: {known}")),
    (r"(?P<kind>[A-Z][a-z]+) '(?P<text>.*)' does not exist\.", Text("không có {kind} “{text}”", "there is no {kind} “{text}”")),
    (r"[A-Z][a-z]+ '(?P<text>.*)' is a file\.", Text("“{text}” là tệp, không phải thư mục", "“{text}” is a file, no folder")),
    (r"[A-Z][a-z]+ '(?P<text>.*)' is a directory\.", Text("“{text}” là thư mục, không phải tệp", "“{text}” is a folder, no file")),
    (
        r"(?P<kind>[A-Z][a-z]+) '(?P<text>.*)' is not readable\.",
        Text("không đọc được {kind} “{text}”", "the {kind} “{text}” cannot be read"),
    ),
    (
        r"(?P<kind>[A-Z][a-z]+) '(?P<text>.*)' is not writable\.",
        Text("không ghi được {kind} “{text}”", "the {kind} “{text}” cannot be written"),
    ),
)
"""What click says of values, and what is said instead; anything else is shown as it is."""


def usage(error: click.UsageError, language: str) -> str:
    """Return what is wrong with a command line, with what it may be like and where to read more."""
    english = language == "en"
    message, suggestion = _message(error, english=english)
    lines = [_in(_WRONG, english=english).format(message=message)]
    if suggestion:
        lines.append(f"  hint: {_in(HINTS['did-you-mean'], english=english).format(suggestion=suggestion)}")
    if error.ctx:
        lines.insert(0, _in(_USAGE, english=english).format(command=_form(error.ctx, english=english)))
        lines.append(_in(_HELP, english=english).format(command=f"{error.ctx.command_path} --help"))
    return "\n".join(lines)


def _form(context: click.Context, *, english: bool) -> str:
    """Return how a command is to be written."""
    form = " ".join((context.command_path, *context.command.collect_usage_pieces(context)))
    return re.sub(r"\b(?:OPTIONS|COMMAND|ARGS)\b", lambda found: _in(_TERMS[found[0]], english=english), form)


def _message(error: click.UsageError, *, english: bool) -> tuple[str, str | None]:
    """Return what is wrong, and what may have been meant."""
    if isinstance(error, click.NoSuchOption):
        return _in(_NO_OPTION, english=english).format(name=error.option_name), _first(error.possibilities)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return _in(_NO_COMMAND, english=english).format(name=error.command_name), _first(error.possibilities)
    if isinstance(error, click.MissingParameter):
        what = _in(_TERMS.get(error.param.param_type_name if error.param else "", _TERMS["argument"]), english=english)
        return _in(_MISSING, english=english).format(what=what, name=_name(error)), None
    told, text = _translated(error.message, english=english)
    if not isinstance(error, click.BadParameter) or not _name(error):
        return told, None
    choices = error.param.type.choices if error.param and isinstance(error.param.type, click.Choice) else ()
    return _in(_VALUE, english=english).format(name=_name(error), message=told), nearest(text, map(str, choices)) if choices else None


def _translated(message: str, *, english: bool) -> tuple[str, str]:
    """Return what click says in the language, and the value that it speaks of."""
    for pattern, text in _MESSAGES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            parts = found.groupdict()
            if term := _TERMS.get(parts.get("kind", "")):
                parts["kind"] = _in(term, english=english)
            return _in(text, english=english).format(**parts), parts.get("text", "")
    return message, ""


def _name(error: click.BadParameter) -> str:
    """Return the name of the option or argument that an error is about."""
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else " / ".join(error.param_hint or ())
    return " / ".join(error.param.opts) if isinstance(error.param, click.Option) else (error.param.human_readable_name or "")


def _first(near: list[str] | None) -> str | None:
    return near[0] if near else None


def _in(text: Text, *, english: bool) -> str:
    return text.en if english else text.vi
