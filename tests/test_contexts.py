"""Nothing passes between sources, pages and words in the dark: declared reads, documented contexts, a catalogue of words without gaps."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import string
import types
import typing
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from jinja2 import nodes
from pydantic import BaseModel

from tests import site_checks
from tests.site_checks import ROOT, Inside, listed
from thidua.catalog.awards import Standing
from thidua.model import kinds, records, registers
from thidua.search.findable import Findable
from thidua.search.segment import segment_files
from thidua.site import rendering, search_index, templating
from thidua.site.data.tables import Type
from thidua.site.feeds.channels import SPACES, Form
from thidua.site.layout import Layout
from thidua.site.outputs import Output, UndeclaredRead, View
from thidua.site.pages import dossier, search
from thidua.site.values import value
from thidua.words.interface import WORDS

# --- reads ---------------------------------------------------------------------------------------------------------------------------

OVER_DECLARED = {
    ("cluster", "asset"): "a dossier reads all that its front matter names, and does not show pictures and attachments yet",
    ("cluster", "movement"): "the same: a dossier does not name movements",
    ("cluster", "series"): "the same: a dossier does not name running stories",
    ("data-csv", "unit"): "a table of models reads all units that these name: to look for the place alone, a plan would open every model",
    ("data-json", "unit"): "the same table",
}
"""Keys by (renderer, space) that an output may declare without showing anything of them, each with the reason."""


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Inside:
    """The demonstration site's build, opened."""
    folder = tmp_path_factory.mktemp("inside")
    return site_checks.build_open(site_checks.copy_demo(folder / "site"), folder / "public")


@pytest.fixture(scope="module")
def rendered(inside: Inside) -> list[Output]:
    """Every output that a renderer makes."""
    return [output for output in inside.plan.outputs if output.renderer not in {rendering.FILE, rendering.PICTURE}]


@pytest.fixture(scope="module")
def values(inside: Inside, rendered: list[Output]) -> dict[str, Any]:
    """The value of every key that any output reads."""
    return {key: _value(key, inside) for output in rendered for key in output.reads}


def _value(key: str, inside: Inside) -> Any:  # noqa: ANN401 # the key decides the type
    """Return the value of a key as renderers see it: the size of a picture instead of where it is."""
    found = value(key, inside.plan.materials)
    if key.startswith("folder:"):
        folder = _folder(found, inside)
        return folder.name, (folder / "head.bin").read_bytes()
    return (inside.result.output / found).stat().st_size if key.startswith("length:") else found


def _folder(path: str, inside: Inside) -> Path:
    """Return where an output of several files was published."""
    (found,) = inside.result.output.glob(f"{path[:-1]}-*")
    return found


def _render(output: Output, reads: Iterable[str], values: Mapping[str, Any], inside: Inside) -> bytes:
    if output.renderer == rendering.SEARCH_SEGMENT:
        return repr((search_index.abbreviations(View(values, reads)), list(_pages(output, reads, values)))).encode()
    return rendering.RENDERERS[output.renderer](View(values, reads), output, inside.theme)


def _pages(output: Output, reads: Iterable[str], values: Mapping[str, Any]) -> Iterator[Findable]:
    """Yield the pages of a segment of the search index."""
    entries = [values[key] for key in reads if key.startswith("terms:")]
    return search_index.pages(View(values, reads), output, entries)


def test_every_segment_is_made_of_its_declared_reads_alone(inside: Inside, rendered: list[Output]) -> None:
    """Given exactly the keys that it declares, every segment of the search index has the files that were published."""
    segments = [output for output in rendered if output.renderer == rendering.SEARCH_SEGMENT]
    assert segments
    for output in segments:
        own = {key: _value(key, inside) for key in output.reads}
        made = {
            f"{name}.bin": data
            for name, data in segment_files(_pages(output, output.reads, own), search_index.abbreviations(View(own, output.reads)))
        }
        assert made == {path.name: path.read_bytes() for path in _folder(output.path, inside).iterdir()}


def test_every_output_renders_from_its_declared_reads_alone(inside: Inside, rendered: list[Output]) -> None:
    """Given exactly the keys that it declares, every output renders to the bytes that were published."""
    published = site_checks.read_tree(inside.result.output)
    wrong = []
    for output in rendered:
        if output.renderer == rendering.SEARCH_SEGMENT:
            continue
        own = {key: _value(key, inside) for key in output.reads}
        if _render(output, output.reads, own, inside) != published[output.path]:
            wrong.append(output.path)
    assert wrong == []


def test_every_renderer_is_used_by_the_demonstration_site(rendered: list[Output]) -> None:
    """No renderer escapes the tests in this module but that of a large site's map, which holds names alone: test_demo_site.py cuts one."""
    assert {output.renderer for output in rendered} == set(rendering.RENDERERS) - {"sitemap-index"} | {rendering.SEARCH_SEGMENT}


def test_no_output_sees_what_it_does_not_declare(inside: Inside, rendered: list[Output], values: dict[str, Any]) -> None:
    """Without any one of its keys an output cannot be rendered as it was, so each key is needed; the exceptions are few and explained."""
    idle: dict[tuple[str, str], list[str]] = defaultdict(list)
    count = 0
    for output in rendered:
        whole = _render(output, output.reads, values, inside)
        for key in output.reads:
            if key.startswith("template:"):
                continue
            count += 1
            try:
                without = _render(output, [other for other in output.reads if other != key], values, inside)
            except UndeclaredRead:
                continue
            if without == whole:
                idle[output.renderer, key.partition(":")[0]].append(f"{output.path}: {key}")
    unexplained = [f"{line}" for place, lines in sorted(idle.items()) if place not in OVER_DECLARED for line in lines]
    assert listed(unexplained) == ""
    assert set(OVER_DECLARED) <= set(idle), "explained, but no longer so"
    assert sum(map(len, idle.values())) * 50 < count


def test_view_refuses_what_is_not_declared() -> None:
    """A view answers for declared keys only, whatever else the process holds."""
    view = View({"card:a": 1, "card:b": 2}, ["card:a"])
    assert view["card:a"] == 1
    assert "card:b" not in view
    with pytest.raises(UndeclaredRead):
        view["card:b"]


# --- templates' contexts -------------------------------------------------------------------------------------------------------------

TEMPLATES = ROOT / "templates"
_CONTEXT = re.compile(r"\{# .*? Context: (site/[a-z_/]+)\.py: (\w+)\. #\}")
PARTIAL = frozenset({"base.html", "parts.html"})


@cache
def _tree(name: str) -> nodes.Template:
    return templating.environment((), "vi", "").parse((TEMPLATES / name).read_text(encoding="utf-8"))


def _names() -> list[str]:
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


def _context_of(name: str) -> type:
    """Return the class that a template's first line names as its context."""
    match = _CONTEXT.match((TEMPLATES / name).read_text(encoding="utf-8"))
    assert match, f"{name}: the first line does not name the template's context"
    module = importlib.import_module("thidua." + match[1].replace("/", "."))
    return typing.cast("type", getattr(module, match[2]))


def _fields(kind: type) -> dict[str, Any]:
    """Return the fields of a context class with their types."""
    names = list(kind.model_fields) if issubclass(kind, BaseModel) else [item.name for item in dataclasses.fields(kind)]  # type: ignore[arg-type] # every other context is a dataclass
    hints = typing.get_type_hints(kind)
    return {name: hints[name] for name in names}


def _is_context(kind: object) -> bool:
    return isinstance(kind, type) and (dataclasses.is_dataclass(kind) or issubclass(kind, BaseModel))


def _plain(kind: Any) -> Any:  # noqa: ANN401 # any type expression
    """Return a type without Optional and Annotated."""
    if typing.get_origin(kind) is Annotated:
        return _plain(typing.get_args(kind)[0])
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        inner = [part for part in typing.get_args(kind) if part is not type(None)]
        return _plain(inner[0]) if len(inner) == 1 else None
    return kind


def _contexts_within(kind: Any) -> Iterator[type]:  # noqa: ANN401 # any type expression
    """Yield every context class that a type holds."""
    kind = _plain(kind)
    if _is_context(kind):
        yield kind
    for argument in typing.get_args(kind):
        yield from _contexts_within(argument)


@dataclass(frozen=True)
class _Macro:
    node: nodes.Macro
    scope: Mapping[str, Any]


@dataclass
class _Tracer:
    """Follows types through a template: what it asks of each context class, and what nothing has."""

    asked: dict[type, set[str]] = field(default_factory=lambda: defaultdict(set))
    faults: list[str] = field(default_factory=list)
    called: set[object] = field(default_factory=set)

    def template(self, name: str, scope: dict[str, Any]) -> None:
        """Trace a template and those that it extends or imports; its macros join `scope`."""
        for macro in _tree(name).find_all(nodes.Macro):
            scope[macro.name] = _Macro(macro, scope)
        for node in _tree(name).body:
            self.statement(node, scope, name)

    def statement(self, node: nodes.Node, scope: dict[str, Any], name: str) -> None:
        """Trace one statement."""
        if isinstance(node, nodes.Extends | nodes.Include) and isinstance(node.template, nodes.Const):
            self.template(node.template.value, scope)
        elif isinstance(node, nodes.Import) and isinstance(node.template, nodes.Const):
            inner = dict(scope)
            self.template(node.template.value, inner)
            scope[node.target] = inner
        elif isinstance(node, nodes.For):
            self.loop(node, scope, name)
        elif isinstance(node, nodes.Assign):
            self.bind(node.target, self.expression(node.node, scope, name), scope)
        elif isinstance(node, nodes.Macro):
            return
        elif isinstance(node, nodes.Expr):
            self.expression(node, scope, name)
        else:
            for child in node.iter_child_nodes():
                self.statement(child, scope, name)

    def loop(self, node: nodes.For, scope: dict[str, Any], name: str) -> None:
        """Trace a loop with the type of its items."""
        kind = self.expression(node.iter, scope, name)
        parts = typing.get_args(kind) if typing.get_origin(kind) is tuple else ()
        inner = dict(scope)
        self.bind(node.target, _plain(parts[0]) if len(parts) == 2 and parts[1] is ... else None, inner)
        for child in (*node.body, *node.else_):
            self.statement(child, inner, name)

    def bind(self, target: nodes.Node, kind: object, scope: dict[str, Any]) -> None:
        """Give names their types; a pair is taken apart."""
        if isinstance(target, nodes.Name):
            scope[target.name] = kind
        elif isinstance(target, nodes.Tuple):
            parts = typing.get_args(kind)
            for number, item in enumerate(target.items):
                self.bind(item, parts[number] if number < len(parts) else None, scope)

    def expression(self, node: nodes.Node, scope: dict[str, Any], name: str) -> Any:  # noqa: ANN401 # any type expression
        """Trace an expression and return its type, None when it is nothing that we follow."""
        if isinstance(node, nodes.Name):
            return scope.get(node.name)
        if isinstance(node, nodes.Getattr):
            return self.attribute(self.expression(node.node, scope, name), node.attr, name)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            return self.attribute(self.expression(node.node, scope, name), node.arg.value, name)
        if isinstance(node, nodes.Call):
            return self.call(node, scope, name)
        found = [self.expression(child, scope, name) for child in node.iter_child_nodes()]
        return next((kind for kind in found if kind is not None), None) if isinstance(node, nodes.Or | nodes.And | nodes.CondExpr) else None

    def attribute(self, kind: Any, attribute: str, name: str) -> Any:  # noqa: ANN401 # any type expression
        """Note that a template asks `kind` for `attribute` and return what it gets."""
        if isinstance(kind, dict):
            return kind.get(attribute)
        if not _is_context(kind):
            return None
        self.asked[kind].add(attribute)
        if attribute not in _fields(kind):
            self.faults.append(f"{name}: {kind.__name__} has no {attribute}")
            return None
        return _plain(_fields(kind)[attribute])

    def call(self, node: nodes.Call, scope: dict[str, Any], name: str) -> None:
        """Trace a call: the body of a macro of ours with the types of its arguments."""
        called = self.expression(node.node, scope, name)
        given = [self.expression(argument, scope, name) for argument in node.args]
        named = {item.key: self.expression(item.value, scope, name) for item in node.kwargs}
        if isinstance(called, _Macro):
            key = (id(called.node), tuple(map(str, given)), tuple(sorted((one, str(kind)) for one, kind in named.items())))
            if key not in self.called:
                self.called.add(key)
                inner = dict(called.scope)
                for number, argument in enumerate(called.node.args):
                    inner[argument.name] = given[number] if number < len(given) else named.get(argument.name)
                for child in called.node.body:
                    self.statement(child, inner, name)


@pytest.fixture(scope="module")
def traced() -> _Tracer:
    """What all templates ask of their contexts."""
    tracer = _Tracer()
    for name in _names():
        if name not in PARTIAL:
            tracer.called.clear()
            tracer.template(name, {"page": _context_of(name), "layout": Layout})
    return tracer


def test_every_page_class_has_one_template() -> None:
    """Each template names its own context class, and no page class is without a template."""
    named = [_context_of(name).__name__ for name in _names() if name not in PARTIAL]
    declared = [
        node.name
        for path in (ROOT / "thidua" / "site" / "pages").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Page")
    ]
    assert sorted(named) == sorted(declared)


def test_templates_ask_for_nothing_that_contexts_do_not_have(traced: _Tracer) -> None:
    """Every attribute that a template, macro or parent asks of a context is a field of its class."""
    assert listed(traced.faults) == ""


def test_contexts_hold_nothing_that_no_template_shows(traced: _Tracer) -> None:
    """Every field of every context class, nested ones too, is used by some template."""
    reached: set[type] = set()
    waiting: list[type] = [Layout, *(_context_of(name) for name in _names() if name not in PARTIAL)]
    while waiting:
        kind = waiting.pop()
        if kind not in reached:
            reached.add(kind)
            waiting += [inner for found in _fields(kind).values() for inner in _contexts_within(found)]
    unused = [f"{kind.__name__}.{name}" for kind in reached for name in _fields(kind) if name not in traced.asked[kind]]
    assert listed(sorted(unused)) == ""


# --- words ---------------------------------------------------------------------------------------------------------------------------


def _options(model: type[BaseModel], name: str) -> frozenset[str]:
    """Return the values that a field's type enumerates."""

    def within(kind: Any) -> frozenset[str]:  # noqa: ANN401 # any type expression
        if typing.get_origin(kind) is Literal:
            return frozenset(typing.get_args(kind))
        return frozenset().union(*map(within, typing.get_args(kind)))

    return within(typing.get_type_hints(model, include_extras=True)[name])


FAMILIES: dict[str, frozenset[str]] = {
    "kind_": frozenset(search.NAMED),
    "type_": _options(records.Event, "type"),
    "role_": _options(records.Participant, "role"),
    "how_": _options(records.Presentation, "how"),
    "subject_": _options(records.Subject, "type"),
    "model_type_": _options(kinds.Model, "type"),
    "field_": _options(kinds.Model, "field"),
    "form_": _options(kinds.Document, "form"),
    "map_key_": frozenset(dossier.KEY),
    "state_": frozenset({"in-force", "not-yet", "ended", "unknown", "repealed", "replaced"}),
    "origin_": _options(records.Origin, "type"),
    "cluster_": _options(kinds.Cluster, "type"),
    "level_": _options(registers.Award, "level"),
    "standing_": frozenset(typing.get_args(Standing)),
    "unit_kind_": _options(registers.UnitKindInTime, "kind"),
    "counts_by_": frozenset({"year", "level", "form", "cluster"}),
    "code_": _options(registers.UnitCode, "scheme"),
    "feed_space_": frozenset(SPACES),
    "feed_purpose_": frozenset(SPACES),
    "feed_carries_": frozenset(SPACES) - {"latest"},
    "feed_form_": frozenset(typing.get_args(Form)),
    "event_status_": _options(records.Event, "status"),
    "data_type_": frozenset(typing.get_args(Type)),
    "launched_by_": _options(registers.Movement, "launched_by"),
    "search_facet_": frozenset(search.FACETS),
    "search_said_": frozenset(search.SAID),
    "search_says_": frozenset(search.SAYS),
    "movement_form_": _options(registers.Movement, "form"),
    "activity_": frozenset(name.removeprefix("activity_") for name in WORDS if name.startswith("activity_")),  # editors may add their own
}
"""Words looked up by a computed name: the prefix, and every value that can follow it."""

_METHODS = frozenset({"fill", "get", "language"})


@dataclass
class _Usage:
    """How program and templates use the catalogue of words."""

    names: dict[str, str] = field(default_factory=dict)
    families: set[str] = field(default_factory=set)
    fills: list[tuple[str, str, frozenset[str]]] = field(default_factory=list)
    literals: set[str] = field(default_factory=set)


def _in_templates(usage: _Usage) -> None:
    for name in _names():
        for node in _tree(name).find_all((nodes.Getattr, nodes.Getitem, nodes.Call)):
            if isinstance(node, nodes.Getattr) and _is_words_node(node.node) and node.attr not in _METHODS:
                usage.names[node.attr] = name
            elif isinstance(node, nodes.Getitem) and _is_words_node(node.node) and isinstance(node.arg, nodes.Const):
                usage.names[node.arg.value] = name
            elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr) and _is_words_node(node.node.node):
                word = node.args[0].as_const()
                usage.names[word] = name
                usage.fills.append((name, word, frozenset(item.key for item in node.kwargs)))


def _is_words_node(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "words"


def _is_words(node: ast.AST) -> bool:
    return (isinstance(node, ast.Name) and node.id == "words") or (isinstance(node, ast.Attribute) and node.attr == "words")


def _in_modules(usage: _Usage) -> None:
    for path in sorted((ROOT / "thidua" / "site").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            _in_node(node, usage, place)


def _in_node(node: ast.AST, usage: _Usage, place: str) -> None:
    if isinstance(node, ast.Attribute) and _is_words(node.value) and node.attr not in _METHODS:
        usage.names[node.attr] = place
    elif isinstance(node, ast.Subscript) and _is_words(node.value):
        _looked_up(node.slice, usage, place)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if _is_words(node.func.value) and node.func.attr in {"fill", "get"}:
            _looked_up(node.args[0], usage, place)
            if node.func.attr == "fill" and isinstance(node.args[0], ast.Constant):
                given = frozenset(item.arg or "" for item in node.keywords)
                usage.fills.append((place, str(node.args[0].value), given))
        elif node.func.attr in {"_row", "_text"} and node.args:
            _looked_up(node.args[0], usage, place)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        usage.literals.add(node.value)


def _looked_up(node: ast.AST, usage: _Usage, place: str) -> None:
    """Note a word looked up by a constant, by a choice of constants or by a prefix and a value."""
    if isinstance(node, ast.Constant):
        usage.names[str(node.value)] = place
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        usage.families.add(str(node.values[0].value))
    elif isinstance(node, ast.IfExp):
        _looked_up(node.body, usage, place)
        _looked_up(node.orelse, usage, place)


@pytest.fixture(scope="module")
def usage() -> _Usage:
    """How the whole program uses words."""
    found = _Usage()
    _in_templates(found)
    _in_modules(found)
    return found


def test_every_word_that_is_used_exists(usage: _Usage) -> None:
    """No template or module asks for a word that the catalogue does not have."""
    missing = [f"{place}: {name}" for name, place in usage.names.items() if name not in WORDS]
    assert listed(sorted(missing)) == ""


def test_every_family_of_words_covers_its_vocabulary(usage: _Usage) -> None:
    """Where a word's name is computed, every value of the closed vocabulary behind it has its word."""
    assert usage.families == set(FAMILIES)
    missing = [f"{prefix}{value}" for prefix, options in FAMILIES.items() for value in options if f"{prefix}{value}" not in WORDS]
    assert listed(sorted(missing)) == ""


def test_every_word_is_used(usage: _Usage) -> None:
    """The catalogue keeps no word that no page says."""
    families = {f"{prefix}{value}" for prefix, options in FAMILIES.items() for value in options}
    assert listed(sorted(WORDS.keys() - usage.names.keys() - families - usage.literals)) == ""


def _gaps(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_word_is_said_in_both_languages() -> None:
    """Both languages have every word, with the same gaps, without blanks at the ends."""
    blank = [name for name, word in WORDS.items() if not all(text and text == text.strip() for text in word)]
    assert blank == []
    wrong = [name for name, word in WORDS.items() if _gaps(word.vi) != _gaps(word.en)]
    assert wrong == []


def test_sentences_are_filled_with_exactly_their_gaps(usage: _Usage) -> None:
    """Whoever fills a sentence gives every gap its value and nothing more."""
    wrong = [f"{place}: {name} {sorted(given)}" for place, name, given in usage.fills if name in WORDS and given != _gaps(WORDS[name].vi)]
    assert listed(wrong) == ""
