"""Modules that one other needs are part of it when published, and mean what they meant as files of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import browsing, site_checks
from tests.unit.sources.test_linked_texts import read

PARTS = {
    "main.js": (
        'import { one, two as second } from "./parts/a.js"; // both\nimport * as all from "./parts/b.js";\nimport "./parts/said.js";\n'
        "const own = 5;\n"
        "export const found = [one, second(), all.one, all.value, new all.Kind().own, await all.later(), own, globalThis.said];\n"
        'export const here = new URL("./x", import.meta.url).href;\n'
    ),
    "parts/a.js": (
        'import { value } from "./b.js";\nconst own = 1;\nexport const one = own;\n'
        "function two() {\n  return value + own;\n}\nexport { two };\n"
    ),
    "parts/b.js": (
        "const own = 7;\nconst hidden = 3;\nexport { hidden as value, first as one };\nconst first = own;\n"
        "export class Kind {\n  own = own;\n}\nexport async function later() {\n  return 11;\n}\n"
    ),
    "parts/said.js": 'import { value } from "./b.js";\nglobalThis.said = `${globalThis.said ?? ""}${value}`;\n',
}

RUN = """async (module) => {
  delete globalThis.said;
  return { ...(await import(module)) };
}"""


def published(folder: Path, texts: Mapping[str, str]) -> dict[str, str]:
    """Return modules as they are published, by the name of their file, written to a folder."""
    scripts, named = read(folder / "source", texts)
    files = {asset.address.rpartition("/")[2]: scripts.get(name, texts[name]) for name, asset in named.items()}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return files


def test_a_module_of_many_files_is_published_as_one_and_says_the_same(tmp_path: Path, browser: Browser) -> None:
    """Parts run once, in their order; names of their own never meet, and what is renamed keeps its meaning."""
    (name,) = published(tmp_path, PARTS)
    (tmp_path / "index.html").write_text("<!doctype html><title>Module</title>", encoding="utf-8")
    with browsing.served(tmp_path) as origin:
        page, _ = browsing.opened(browser, origin, 1280)
        apart, whole = (page.evaluate(RUN, f"/{module}") for module in ("source/main.js", name))
        page.close()
    assert whole["found"] == apart["found"] == [1, 4, 7, 3, 7, 11, 5, "3"]
    assert (apart["here"], whole["here"]) == (f"{origin}source/x", f"{origin}x")


@pytest.mark.parametrize(
    ("change", "apart"),
    [
        ({"other.js": 'import { value } from "./parts/b.js";\n'}, {"parts/a.js", "parts/b.js", "parts/said.js", "other.js"}),
        ({"other.js": 'import("./parts/said.js");\n'}, {"parts/said.js", "parts/b.js", "parts/a.js", "other.js"}),
        ({"parts/said.js": "export default 1;\n"}, {"parts/said.js"}),
        ({"parts/said.js": "export let said = 1;\n"}, {"parts/said.js"}),
        ({"parts/said.js": "export const { said } = { said: 1 };\n"}, {"parts/said.js"}),
        ({"parts/said.js": "var own = 1;\nexport const said = own;\n"}, {"parts/said.js"}),
        ({"parts/said.js": 'import "https://x.org/y.js";\nexport const said = 1;\n'}, {"parts/said.js"}),
        ({"parts/said.js": "export const text = `\nexport const no = 1;\n`;\n"}, {"parts/said.js"}),
        ({"parts/said.js": "export const $part0 = 1;\n"}, {"parts/said.js"}),
    ],
    ids=["needed by two", "asked for later", "default", "changing", "taken apart", "var", "of another site", "long text", "name of a part"],
)
def test_what_would_mean_something_else_inside_stays_a_file(change: Mapping[str, str], apart: set[str], tmp_path: Path) -> None:
    """A module that is needed twice is there once; one that says what a part cannot is left alone, and so is what needs it."""
    named = read(tmp_path, {**PARTS, **change})[1]
    assert set(named) == {"main.js", *apart}


def test_scripts_of_a_site_are_not_joined_and_what_they_name_stays(tmp_path: Path) -> None:
    """The engine that pages name is there whoever imports it, and of a site's own modules nothing is known that joining needs."""
    texts = {
        "theme/search.js": 'import "./part.js";\n',
        "theme/part.js": "export const one = 1;\n",
        "a.js": 'import "./theme/search.js";\n',
        "b.js": 'import "./c.js";\n',
        "c.js": "export const two = 2;\n",
    }
    assert set(read(tmp_path, texts, tmp_path / "theme")[1]) == {"theme/search.js", "a.js", "b.js", "c.js"}


def test_the_modules_of_the_theme_keep_to_what_joining_needs(tmp_path: Path) -> None:
    """Imports stand first, nothing is `var`, what is exported in braces is a constant, a function or a class; so all are joined."""
    static = site_checks.ROOT / "static"
    modules = [*static.glob("search*.js"), *static.glob("search*/*.js")]
    texts = {path.relative_to(static).as_posix(): path.read_text(encoding="utf-8") for path in modules}
    for name, text in texts.items():
        code = re.sub(r"^[ \t]*(?://|/?\*).*\n", "", text, flags=re.MULTILINE)
        after = re.split(r"^(?!import |\s*$)", code, maxsplit=1, flags=re.MULTILINE)[-1]
        assert not re.search(r"^import ", after, re.MULTILINE), name
        assert not re.search(r"\bvar\b", code), name
        for names in re.findall(r"^export \{([^}]*)\}", code, re.MULTILINE):
            for exported in map(str.strip, names.split(",")):
                assert re.search(rf"^(?:const|class|(?:async )?function) {exported}\b", code, re.MULTILINE), (name, exported)
    assert set(read(tmp_path, texts)[1]) == {"search.js", "search-page.js"}
