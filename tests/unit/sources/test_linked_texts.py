"""Script modules and style sheets name other files by the names under which they are published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from thidua.digests import content_digest
from thidua.sources.assets import Asset, asset_address
from thidua.sources.linked_texts import link_texts


def read(folder: Path, texts: Mapping[str, str | bytes], theme: Path | None = None) -> tuple[dict[str, str], dict[str, Asset]]:
    """Publish texts; return those that were put right, and all of them with their addresses. All are the theme's, if no other is told."""
    files, assets = {}, {}
    for name, text in texts.items():
        files[name] = folder / name
        files[name].parent.mkdir(parents=True, exist_ok=True)
        data = text if isinstance(text, bytes) else text.encode()
        files[name].write_bytes(data)
        made = content_digest(data)
        assets[name] = Asset(address=asset_address(name, made), digest=made, size=len(data))
    scripts, named, problems = link_texts(files, assets, theme or folder)
    assert not problems
    return scripts, named


@pytest.mark.parametrize(
    "written",
    [
        'import { a } from "{}";',
        'import a from"{}"',
        "import * as a from '{}';",
        'import "{}";',
        'const a = await import("{}");',
        'export { a } from "{}";',
        'import {\na,\nb,\n} from "{}";',
    ],
)
def test_every_way_to_import_is_put_right(written: str, tmp_path: Path) -> None:
    """Whatever form an import has, it gets the published name, beside which the module lies wherever its source was."""
    texts = {"static/s.js": written.replace("{}", "./parts/a.js"), "static/parts/a.js": "export default 1;"}
    scripts, named = read(tmp_path, texts)
    published = named["static/parts/a.js"].address.removeprefix("/assets/")
    assert scripts == {"static/s.js": written.replace("{}", f"./{published}")}


def test_modules_are_published_without_remarks_and_indentation(tmp_path: Path) -> None:
    """What only those read who read the source is left out; a licence stays, and whatever may be part of a text."""
    module = '// a\n/** b\n * c\n */\n/*! licence */\nexport const a = () => {\n  // d\n\n  return "// e"; // f\n};\n'
    texts = {"a.js": module, "b.js": module + "const b = `\n  // text\n`;\n", "c.js": "  // no module\n  const c = 1;\n"}
    scripts, named = read(tmp_path, texts)
    assert scripts == {"a.js": '/*! licence */\nexport const a = () => {\nreturn "// e"; // f\n};\n'}
    assert named["a.js"].size == len(scripts["a.js"])


def test_what_is_imported_is_named_first(tmp_path: Path) -> None:
    """An edit of a module at the end of a chain gives every module above it another address, and no other one."""
    chain = {
        "a.js": 'import("./b.js");',
        "b.js": 'import("./c/c.js");',
        "c/c.js": 'import("../d.js");',
        "d.js": "1",
        "e.js": 'import("./f.js")',
        "f.js": "",
    }
    before = read(tmp_path, chain)[1]
    after = read(tmp_path, {**chain, "d.js": "22"})[1]
    assert {name for name in chain if before[name].address != after[name].address} == {"a.js", "b.js", "c/c.js", "d.js"}


def test_other_scripts_stay_as_they_are(tmp_path: Path) -> None:
    """What imports nothing beside it is published as it is: remarks, other sites' modules and texts of another time too."""
    texts: dict[str, str | bytes] = {
        "a.js": '// import "./x.js"\n * from "./x.js"\nconst to = "./x.js";',
        "b.js": 'import "lib";\nimport "https://x.org/y.js";',
        "c.js": b"\xff\xfe",
    }
    scripts, named = read(tmp_path, texts)
    assert not scripts
    assert all(asset.address == asset_address(name, asset.digest) for name, asset in named.items())


def test_style_sheets_name_style_sheets_as_they_are_published(tmp_path: Path) -> None:
    """What is imported is put right first; the part of a picture that is meant stays named."""
    texts = {
        "static/site.css": '@import "parts/a.css";\n@import url(parts/b.css);\n* { background: url("parts/s.svg#one") }',
        "static/parts/a.css": "@font-face { src: url('../f.woff2') }",
        "static/parts/b.css": "b { mask: url(#own); background: url(data:,x) }",
        "static/parts/s.svg": "<svg/>",
        "static/f.woff2": "",
    }
    styles, named = read(tmp_path, texts)
    name = {key: asset.address.removeprefix("/assets/") for key, asset in named.items()}
    assert styles == {
        "static/site.css": f'@import "{name["static/parts/a.css"]}";\n@import url({name["static/parts/b.css"]});\n'
        f'* {{ background: url("{name["static/parts/s.svg"]}#one") }}',
        "static/parts/a.css": f"@font-face {{ src: url('{name['static/f.woff2']}') }}",
    }
