"""`tracuu index watch` and `problems`, as processes on real folders."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.index.corpora import document, fill, rows

ROOT = Path(__file__).parents[1]
Running = subprocess.Popen[str]


def start(data: Path, *args: str | Path, keep: int | None = None, **extra: str) -> Running:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.hashed_cli", "--data", str(data), *map(str, args)],
        cwd=ROOT,
        env=os.environ | extra,
        pass_fds=() if keep is None else (keep,),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said(running: Running, wanted: str) -> str:
    """The next line that holds some words; fails when the process ends before."""
    assert running.stdout is not None
    for line in running.stdout:
        if wanted in line:
            return line
    raise AssertionError(f"ended with {running.wait()} without saying {wanted!r}")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return fill(tmp_path / "files", 3)


@pytest.fixture
def watching(tmp_path: Path, files: Path) -> Iterator[Running]:
    running = start(tmp_path / "data", "index", "watch", files)
    try:
        said(running, "Thêm 3")
        yield running
    finally:
        running.kill()
        running.wait()
        assert running.stdout is not None
        running.stdout.close()


def ids(data: Path) -> list[object]:
    return [row[0] for row in rows(data, "SELECT id FROM documents ORDER BY id")]


def test_a_folder_is_followed_until_sigterm(tmp_path: Path, files: Path, watching: Running) -> None:
    (files / "004.txt").write_text(document(4))
    said(watching, "Thêm 1")
    (files / "hong.pdf").write_bytes(b"%PDF-1.7 nothing more")
    said(watching, "hong.pdf")
    (files / "001.txt").unlink()
    said(watching, "xóa 1")
    (files / "003.txt").write_text(document(13))
    said(watching, "cập nhật 1")
    (files / "2026").mkdir()
    (files / "002.txt").rename(files / "2026/hai.txt")
    said(watching, "đổi chỗ 1")
    assert ids(tmp_path / "data") == ["002", "003", "004"]
    watching.send_signal(signal.SIGTERM)
    said(watching, "Đã dừng")
    assert watching.wait() == 0


def test_what_a_kill_interrupted_is_finished_and_not_doubled(tmp_path: Path) -> None:
    data, files = tmp_path / "data", fill(tmp_path / "files", 60)
    heard, gate = os.pipe()
    gated = {"GATE": str(gate), "GATE_AT": "batch 2"}
    killed = start(data, "index", "watch", files, keep=gate, **gated)
    assert os.read(heard, 1) == b"."
    killed.kill()
    killed.communicate()
    os.close(gate)
    os.close(heard)
    stored = len(ids(data))
    assert 0 < stored < 60
    again = start(data, "index", "watch", files)
    assert f"Thêm {60 - stored}," in said(again, "Thêm")
    assert len(ids(data)) == len(set(ids(data))) == 60
    again.send_signal(signal.SIGTERM)
    again.communicate()
    assert again.returncode == 0


def test_an_empty_folder_is_taken_for_a_drive_that_is_not_there(
    tmp_path: Path, files: Path, watching: Running
) -> None:
    for path in files.iterdir():
        path.unlink()
    said(watching, "được giữ nguyên")
    assert ids(tmp_path / "data") == ["001", "002", "003"]


def test_problems_are_told_with_a_remedy(tmp_path: Path, files: Path) -> None:
    (files / "hong.pdf").write_bytes(b"%PDF-1.7 nothing more")
    (files / "trong.txt").write_text(" \n")
    os.truncate(files / "002.txt", 65 << 20)
    synced = start(tmp_path / "data", "index", "sync", files)
    synced.communicate()
    told = start(tmp_path / "data", "index", "problems", "--json")
    problems = json.loads(told.communicate()[0])
    assert told.returncode == 1
    assert {Path(p["path"]).name: p["kind"] for p in problems} == {
        "002.txt": "TooLarge",
        "hong.pdf": "Damaged",
        "trong.txt": "NothingToRead",
    }
    assert all(p["sentence"] and p["remedy"] for p in problems)
