"""The sections of a site: the defaults of the contract, changed and extended by the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thidua.model.config import Config, Section
from thidua.model.kinds import Kind
from thidua.vietnamese import slug

_DEFAULTS: tuple[tuple[str, Kind, str, str, str], ...] = (
    ("news", "news", "tin-tuc", "Tin tức", "News"),
    ("conferences", "conference", "hoi-nghi", "Hội nghị", "Conferences"),
    ("models", "model", "dien-hinh", "Điển hình tiên tiến", "Exemplary models"),
    ("clusters", "cluster", "cum-thi-dua", "Cụm, khối thi đua", "Emulation clusters"),
    ("documents", "document", "van-ban", "Văn bản", "Documents"),
    ("pages", "page", "", "Trang", "Pages"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionMistake:
    """What is wrong with `sections` item number `index`: a problem's code with its values."""

    index: int
    field: str
    code: str
    values: tuple[tuple[str, str], ...]


def merge_sections(config: Config) -> tuple[dict[str, Section], list[SectionMistake]]:
    """Return every section by id, defaults first, and what is wrong with the configured ones."""
    english = config.language == "en"
    sections = {
        name: Section(id=name, kind=kind, title=title_en if english else title, slug=address)
        for name, kind, address, title, title_en in _DEFAULTS
    }
    mistakes: list[SectionMistake] = []
    for index, change in enumerate(config.sections):
        given = change.model_dump(exclude_none=True)
        if change.id in sections:
            sections[change.id] = sections[change.id].model_copy(update=given)
            continue
        missing = [name for name in ("kind", "title") if name not in given]
        mistakes += [SectionMistake(index=index, field="id", code="missing-field", values=(("key", name),)) for name in missing]
        if not missing:
            sections[change.id] = Section(**({"slug": slug(change.id.rpartition("/")[2])} | given))
    mistakes += [
        SectionMistake(
            index=index, field="parent", code="unknown-section", values=(("name", change.parent), ("known", ", ".join(sections)))
        )
        for index, change in enumerate(config.sections)
        if change.parent and not _is_sound_parent(change.parent, change.id, sections)
    ]
    return sections, mistakes


def _is_sound_parent(parent: str, child: str, sections: Mapping[str, Section]) -> bool:
    seen = {child}
    while parent:
        if parent in seen or parent not in sections:
            return False
        seen.add(parent)
        parent = sections[parent].parent or ""
    return True


def lineage(section: Section, sections: Mapping[str, Section]) -> tuple[Section, ...]:
    """Return the section's ancestors from the root, and itself last."""
    chain = [section]
    while chain[0].parent:
        chain.insert(0, sections[chain[0].parent])
    return tuple(chain)


def section_of(path: str, sections: Mapping[str, Section]) -> Section | None:
    """Return the section whose folder holds `path` (relative to the content folder), the deepest one."""
    folder = path.rpartition("/")[0]
    while folder:
        if folder in sections:
            return sections[folder]
        folder = folder.rpartition("/")[0]
    return None
