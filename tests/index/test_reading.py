"""Reading in processes: what a parser does to itself stays with its file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import reading
from index.errors import InputError, ParserFailed, TimedOut
from index.intake import Draft
from index.reading import Event, Limits
from tests.index.corpora import document

PARSERS = "tests.index.bad_parsers:drafts"


def read(paths: list[Path], limits: Limits | None = None, **given: int) -> Iterator[Event]:
    return reading.apart(paths, limits or Limits(), drafts=PARSERS, **given)


def faults(events: Iterator[Event]) -> dict[str, type[InputError]]:
    return {path.name: type(said) for path, said in events if isinstance(said, InputError)}


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Ten good documents, to be interspersed with bad ones."""
    made = [tmp_path / f"{number:03}.txt" for number in range(0, 100, 10)]
    for number, path in enumerate(made):
        path.write_text(document(number))
    return made


def bad(folder: Path, name: str, deed: str) -> Path:
    (folder / name).write_text(deed)
    return folder / name


def test_documents_come_whole_and_in_order(paths: list[Path]) -> None:
    apart, here = list(reading.apart(paths, processes=3)), list(reading.here(paths))
    assert apart == here
    assert sum(isinstance(said, Draft) for _, said in apart) == len(paths)


def test_a_crash_and_a_greedy_parser_cost_their_file_only(paths: list[Path]) -> None:
    folder = paths[0].parent
    mixed = sorted([*paths, bad(folder, "015.txt", "crash"), bad(folder, "035.txt", "devour")])
    events = list(read(mixed, processes=2))
    assert faults(iter(events)) == {"015.txt": ParserFailed, "035.txt": ParserFailed}
    assert {path for path, said in events if isinstance(said, Draft)} == set(paths)


def test_a_hang_ends_with_all_that_it_started(paths: list[Path]) -> None:
    folder = paths[0].parent
    mixed = sorted([*paths, bad(folder, "005.txt", "hang")])
    events = list(read(mixed, Limits(seconds=2), processes=2))
    assert faults(iter(events)) == {"005.txt": TimedOut}
    assert {path for path, said in events if isinstance(said, Draft)} == set(paths)
    for pid in (folder / "005.pid").read_text().split():
        assert not Path(f"/proc/{pid}").exists() or _is_dead(pid)


def _is_dead(pid: str) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().split()[2] in "ZX"


def test_what_is_ready_passes_a_slow_file(
    paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_HELD", 3)
    first = bad(paths[0].parent, "000-.txt", "hang")
    events = list(read([first, *paths], Limits(seconds=3), processes=2))
    assert isinstance(events[-1][1], TimedOut)
    assert sum(isinstance(said, Draft) for _, said in events) == len(paths)


def test_a_sign_of_life_gives_more_time(tmp_path: Path) -> None:
    path = bad(tmp_path, "scan.txt", "go on")
    assert faults(read([path], Limits(seconds=3))) == {}


def test_what_is_left_midway_leaves_no_process_and_no_file(
    paths: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    events = read([*paths, bad(tmp_path, "zzz.txt", "hang")], processes=2)
    next(events)
    assert list(temporary.iterdir())
    events.close()  # type: ignore[attr-defined]
    assert list(temporary.iterdir()) == []
