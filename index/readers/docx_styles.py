"""Styles and lists of a docx: fonts, heading levels and numbers that stand in no paragraph."""

import re
from dataclasses import dataclass, replace
from typing import Any

from index.readers.numbering import Counter, Level

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 9


def value(properties: Any, name: str) -> str | None:
    """The `w:val` of a property, None where it is not set."""
    found = properties.find(W + name) if properties is not None else None
    return found.get(f"{W}val") if found is not None else None


def setting(properties: Any, name: str) -> bool | None:
    """A switch: on, off, or not said."""
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else found.get(f"{W}val", "1") not in ("0", "false", "off")


def number(properties: Any, name: str, default: int = 0) -> int:
    said = value(properties, name) or ""
    return int(said) if re.fullmatch(r"-?\d{1,6}", said) else default


@dataclass(frozen=True, slots=True)
class Style:
    """What a style and those it is based on say."""

    font: str | None = None
    capitals: bool = False
    level: int = 0
    list_id: str | None = None
    list_level: int | None = None
    is_contents: bool = False

    def heading(self, properties: Any) -> int:
        """The heading level of a paragraph of this style, 0 for none."""
        own = number(properties, "outlineLvl", -1)
        return own + 1 if 0 <= own < _DEEPEST else self.level if own < 0 else 0


class Styles:
    def __init__(self, root: Any) -> None:
        elements = root.iter(f"{W}style") if root is not None else ()
        self._elements = {each.get(f"{W}styleId"): each for each in elements}
        self._defaults = {
            each.get(f"{W}type"): name
            for name, each in self._elements.items()
            if each.get(f"{W}default") in ("1", "true")
        }
        fonts = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._base = Style(font=self.run_font(fonts))
        self._known: dict[str | None, Style] = {}

    def of(self, name: str | None, kind: str) -> Style:
        """The style called `name`; else the default of paragraphs, nothing for characters."""
        if name not in self._elements:
            name = self._defaults.get(kind) if kind == "paragraph" else None
        if name is None:
            return self._base if kind == "paragraph" else Style()
        if name not in self._known:
            self._known[name] = self._resolved(name, kind)
        return self._known[name]

    def _resolved(self, name: str | None, kind: str) -> Style:
        style = self._base if kind == "paragraph" else Style()
        chain: list[Any] = []
        while name in self._elements and len(chain) < 20:
            chain.append(self._elements[name])
            name = value(chain[-1], "basedOn")
        for element in reversed(chain):
            style = self._refined(style, element)
        return style

    def _refined(self, style: Style, element: Any) -> Style:
        shape, look = element.find(f"{W}pPr"), element.find(f"{W}rPr")
        called = (value(element, "name") or "").lower()
        level = number(shape, "outlineLvl", -1)
        if level < 0 and (named := re.fullmatch(r"heading (\d)", called)):
            level = int(named[1]) - 1
        listed = shape.find(f"{W}numPr") if shape is not None else None
        loud = setting(look, "caps")
        return replace(
            style,
            font=self.run_font(look) or style.font,
            capitals=style.capitals if loud is None else loud,
            level=style.level if level < 0 else level + 1 if level < _DEEPEST else 0,
            list_id=value(listed, "numId") or style.list_id,
            list_level=number(listed, "ilvl", -1) if listed is not None else style.list_level,
            is_contents=style.is_contents or bool(re.match(r"toc \d|table of figures", called)),
        )

    def run_font(self, properties: Any) -> str | None:
        fonts = properties.find(f"{W}rFonts") if properties is not None else None
        if fonts is None:
            return None
        name: str | None = fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")
        return name


class Numbers:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        for each in root if root is not None else ():
            if each.tag == f"{W}abstractNum":
                self._abstract[each.get(f"{W}abstractNumId")] = each
            elif each.tag == f"{W}num":
                self._lists[each.get(f"{W}numId")] = each
        self._counters: dict[str, Counter] = {}
        self._levels: dict[str, dict[int, Level]] = {}

    def label(self, properties: Any, style: Style) -> str:
        """The number of the next paragraph, "" for one in no list."""
        listed = properties.find(f"{W}numPr") if properties is not None else None
        list_id = value(listed, "numId") or style.list_id
        if list_id not in self._lists:
            return ""
        level = number(listed, "ilvl", -1)
        if level < 0:
            level = max(style.list_level or 0, 0)
        return self._counter(list_id).next(level, self._levels[list_id])

    def _counter(self, list_id: str) -> Counter:
        """Lists of one definition count on together, unless one starts anew."""
        element = self._lists[list_id]
        definition = value(element, "abstractNumId") or ""
        if list_id not in self._levels:
            own = self._overridden(element, self._defined(definition))
            self._levels[list_id] = own
            counter = self._counters.setdefault(definition, Counter(own))
            for override in element.iter(f"{W}lvlOverride"):
                if override.find(f"{W}startOverride") is not None:
                    counter.counts.pop(int(override.get(f"{W}ilvl", "0")), None)
        return self._counters[definition]

    def _defined(self, definition: str, depth: int = 0) -> dict[int, Level]:
        element = self._abstract.get(definition)
        if element is None or depth > 5:
            return {}
        linked = value(element, "numStyleLink")
        if linked:
            target = self._lists.get(self._styles.of(linked, "numbering").list_id or "")
            return self._defined(value(target, "abstractNumId") or "", depth + 1)
        return {int(e.get(f"{W}ilvl", "0")): _level(e) for e in element.iter(f"{W}lvl")}

    def _overridden(self, element: Any, levels: dict[int, Level]) -> dict[int, Level]:
        levels = dict(levels)
        for override in element.iter(f"{W}lvlOverride"):
            index = int(override.get(f"{W}ilvl", "0"))
            new = override.find(f"{W}lvl")
            level = _level(new) if new is not None else levels.get(index, Level())
            start = number(override, "startOverride", level.start)
            levels[index] = replace(level, start=start)
        return levels


def _level(element: Any) -> Level:
    return Level(
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        start=number(element, "start", 1),
        restarts=value(element, "lvlRestart") != "0",
        only_digits=bool(setting(element, "isLgl")),
    )
