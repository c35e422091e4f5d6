"""Imports go bot -> retrieval -> index; only the composition roots read the settings."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "config": set(),
    "index": set(),
    "retrieval": {"index"},
    "bot": {"retrieval", "index"},
}
ROOMS = set(MAY_IMPORT)
COMPOSITION_ROOTS = {ROOT / "bot/app.py", ROOT / "bot/cli.py"}
NEVER = {"tests", "benchmarks"}

FILES = [path for room in sorted(ROOMS) for path in sorted((ROOT / room).rglob("*.py"))]


def imported(source: str, package: str = "") -> Iterator[str]:
    """Every module that `source` names in an import, at any depth, also in `import_module`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module, _, level):
                yield f"{package}.{module or ''}" if level else str(module)
            case ast.Call(ast.Name("import_module" | "__import__"), [first, *_]):
                yield _beginning(first)
            case ast.Call(ast.Attribute(_, "import_module"), [first, *_]):
                yield _beginning(first)


def _beginning(argument: ast.expr) -> str:
    """The constant with which a module's name begins: "index.readers." of an f-string."""
    if isinstance(argument, ast.JoinedStr):
        argument = argument.values[0]
    return str(argument.value) if isinstance(argument, ast.Constant) else ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    allowed = MAY_IMPORT[room] | {room}
    if path in COMPOSITION_ROOTS:
        allowed = allowed | {"config"}
    for module in imported(path.read_text(), room):
        top = module.split(".")[0]
        assert top not in (ROOMS | NEVER) - allowed, f"{path} imports {module}"


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("import bot.cli", "bot.cli"),
        ("def f():\n    from retrieval import search", "retrieval"),
        ("if True:\n    import config.settings as s", "config.settings"),
        ("from importlib import import_module\nimport_module(f'bot.{x}')", "bot."),
        ("import importlib\nimportlib.import_module('bot.app')", "bot.app"),
    ],
)
def test_an_import_is_seen_wherever_it_hides(source: str, module: str) -> None:
    assert module in imported(source)
