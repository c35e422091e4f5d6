"""Caches: deleted, damaged, stale or half written, they come back by themselves, and right."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index import caches
from index.check import check
from index.database import open_database, writer_lock
from index.errors import Busy, StoreDamaged
from index.text import tokens
from index.view import CorpusView
from tests.embedders import HashEmbedder
from tests.index.corpora import TOPICS, article, change, document, fill, rows

ROOT = Path(__file__).parents[2]
IDENTITY = HashEmbedder.identity


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return fill(tmp_path / "files", 4)


@pytest.fixture
def data(files: Path, tmp_path: Path) -> Path:
    change(tmp_path / "data", lambda corpus: corpus.sync(files))
    return tmp_path / "data"


@pytest.fixture
def view(data: Path) -> Iterator[CorpusView]:
    with closing(CorpusView(data, IDENTITY)) as opened:
        yield opened


def by_vectors(view: CorpusView, question: str, limit: int = 3) -> list[str]:
    assert view.caches.vectors is not None
    ids = view.caches.vectors.search(HashEmbedder().embed_question(question), limit)
    found = view.passages(ids)
    return [found[id_][0].text for id_ in ids if id_ in found]


def by_words(view: CorpusView, question: str, limit: int = 3) -> list[str]:
    ids = view.caches.words.search(tokens(question), limit)
    found = view.passages(ids)
    return [found[id_][0].text for id_ in ids if id_ in found]


def answers(data: Path) -> list[list[str]]:
    with closing(CorpusView(data, IDENTITY)) as view:
        return [by_words(view, topic) for topic in TOPICS] + [
            by_vectors(view, article(number)) for number in range(10, 40, 10)
        ]


def the(data: Path, pattern: str) -> Path:
    return next((data / "cache").glob(pattern))


def put(path: Path, content: bytes) -> None:
    """Another file in the place of one that may still be mapped: cutting that one would end us."""
    path.unlink()
    path.write_bytes(content)


def flip(path: Path) -> None:
    """One bit in the middle."""
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    put(path, raw)


def cut(path: Path) -> None:
    put(path, path.read_bytes()[: path.stat().st_size // 2])


def edit_manifest(data: Path, **fields: object) -> None:
    path = data / "cache/manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cache folder deleted": lambda data: shutil.rmtree(data / "cache"),
    "build deleted": lambda data: shutil.rmtree(the(data, "gen-*")),
    "bit flipped in FAISS": lambda data: flip(the(data, "gen-*/vectors.faiss")),
    "FAISS cut short": lambda data: cut(the(data, "gen-*/vectors.faiss")),
    "FAISS emptied": lambda data: put(the(data, "gen-*/vectors.faiss"), b""),
    "FAISS deleted": lambda data: the(data, "gen-*/vectors.faiss").unlink(),
    "words deleted": lambda data: shutil.rmtree(the(data, "gen-*/words")),
    "words half deleted": lambda data: the(data, "gen-*/words/*.store").unlink(),
    "words cut short": lambda data: cut(the(data, "gen-*/words/*.idx")),
    "bit flipped in words": lambda data: flip(the(data, "gen-*/words/*.term")),
    "word schema emptied": lambda data: put(the(data, "gen-*/words/meta.json"), b"{}"),
    "manifest deleted": lambda data: (data / "cache/manifest.json").unlink(),
    "manifest empty": lambda data: (data / "cache/manifest.json").write_text(""),
    "manifest garbage": lambda data: (data / "cache/manifest.json").write_bytes(bytes(range(256))),
    "manifest cut short": lambda data: cut(data / "cache/manifest.json"),
    "manifest is a list": lambda data: (data / "cache/manifest.json").write_text("[1, 2]"),
    "manifest with other fields": lambda data: edit_manifest(data, more=1),
    "manifest with other types": lambda data: edit_manifest(data, checksums=[1]),
    "manifest of nothing": lambda data: edit_manifest(data, checksums={}, folder="gen-none"),
    "manifest of too few": lambda data: edit_manifest(data, passages=0),
    "manifest of elsewhere": lambda data: edit_manifest(data, folder="../../files"),
    "older generation": lambda data: edit_manifest(data, generation=0),
    "newer generation": lambda data: edit_manifest(data, generation=99),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_caches_are_rebuilt_with_the_same_answers(
    damage: Callable[[Path], object], data: Path
) -> None:
    before = answers(data)
    damage(data)
    assert answers(data) == before
    with closing(open_database(data)) as db:
        assert list(check(db, data)) == []


class TestPublishing:
    def test_the_answers_are_right(self, view: CorpusView) -> None:
        assert by_words(view, "Văn bản thứ 21", 1)[0].startswith("Văn bản thứ 21")
        assert by_vectors(view, article(21), 1) == [article(21)]

    def test_the_manifest_names_what_it_was_built_from(self, data: Path) -> None:
        manifest = caches.read_manifest(data)
        assert manifest is not None
        assert manifest.model == IDENTITY
        ((count, generation),) = rows(
            data, "SELECT (SELECT count(*) FROM passages), value FROM state WHERE name='generation'"
        )
        assert (manifest.passages, str(manifest.generation)) == (count, generation)
        assert caches.faults(data, manifest) == []

    def test_only_the_current_build_is_kept(self, data: Path, files: Path) -> None:
        (files / "005.txt").write_text(document(5))
        change(data, lambda corpus: corpus.sync(files))
        assert len(list((data / "cache").iterdir())) == 2  # the build and its manifest

    def test_an_empty_corpus_has_caches_too(self, tmp_path: Path) -> None:
        with closing(CorpusView(tmp_path / "new", IDENTITY)) as view:
            assert len(view) == 0
            assert view.caches.vectors is None
            assert view.caches.words.search(tokens("gì"), 3) == {}


class TestReader:
    def test_follows_what_is_published(self, view: CorpusView, data: Path, files: Path) -> None:
        assert by_words(view, "Văn bản thứ 70", 1) != [article(70)]
        (files / "007.txt").write_text(document(7))
        change(data, lambda corpus: corpus.sync(files))
        view.refresh()
        assert article(70) in by_words(view, "Văn bản thứ 70")[0]
        assert article(70) in by_vectors(view, article(70))[0]

    def test_refresh_does_nothing_when_nothing_changed(self, view: CorpusView) -> None:
        before = view.caches
        view.refresh()
        assert view.caches is before

    def test_never_gives_a_passage_that_is_gone(
        self, view: CorpusView, data: Path, files: Path
    ) -> None:
        (files / "001.txt").unlink()
        change(data, lambda corpus: corpus.sync(files))
        assert not [text for text in by_words(view, "Văn bản thứ 10") if article(10) in text]

    def test_sees_a_changed_text_at_once(self, view: CorpusView, data: Path, files: Path) -> None:
        ((pk,),) = rows(data, "SELECT pk FROM documents WHERE id = '001'")
        assert isinstance(pk, int)
        assert "thứ 10" in view.document(pk).text
        (files / "001.txt").write_text(document(8))
        change(data, lambda corpus: corpus.sync(files))
        view.refresh()
        assert "thứ 80" in view.document(pk).text

    def test_goes_on_with_the_last_caches_while_another_writes(
        self, data: Path, files: Path
    ) -> None:
        with writer_lock(data), closing(open_database(data, write=True)) as db:
            db.execute("UPDATE state SET value = value + 1 WHERE name = 'generation'")
            db.conn.commit()
            with closing(CorpusView(data, IDENTITY)) as view:
                assert article(21) in by_words(view, "Văn bản thứ 21")[0]

    def test_without_any_caches_says_that_another_is_writing(self, data: Path) -> None:
        shutil.rmtree(data / "cache")
        with writer_lock(data), pytest.raises(Busy):
            CorpusView(data, IDENTITY)

    def test_caches_replaced_while_it_opens_them_are_opened_again(
        self, data: Path, files: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The manifest is read, then another process publishes and still holds its lock."""
        read, held = caches.read_manifest, []

        def outrun(folder: Path) -> caches.Manifest | None:
            manifest = read(folder)
            if not held:
                held.append(True)
                (files / "005.txt").write_text(document(5))
                change(data, lambda corpus: corpus.sync(files))
                lock = writer_lock(data)
                held.append(lock)
                lock.__enter__()
            return manifest

        monkeypatch.setattr(caches, "read_manifest", outrun)
        with closing(CorpusView(data, IDENTITY)) as view:
            assert article(50) in by_words(view, "Văn bản thứ 50")[0]

    def test_a_damaged_database_is_called_damaged(self, data: Path, view: CorpusView) -> None:
        view.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        view.close()
        path = data / "corpus.db"
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * (size - 4096))
        with pytest.raises(StoreDamaged), closing(CorpusView(data, IDENTITY)) as broken:
            broken.passages([1, 2, 3])


# What a publish does, step by step; the process dies before the step that is named.
STEPS = {
    "before FAISS is written": "vectors.save",
    "before the words are written": "lexical.build",
    "before the checksums": "_checksums",
    "before the rename": "_rename",
    "within the rename": "fsync",
    "before the manifest": "_write_manifest",
    "before the old build is removed": "_remove_others",
}
DYING = """
import os, signal, sys
from pathlib import Path
from index import caches
from tests.index.corpora import change

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

place, _, name = sys.argv[1].rpartition(".")
setattr(getattr(caches, place) if place else caches, name, die)
change(Path(sys.argv[2]), lambda corpus: corpus.sync(Path(sys.argv[3])))
"""


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_killed_publish_leaves_a_usable_corpus(step: str, data: Path, files: Path) -> None:
    old = caches.read_manifest(data)
    (files / "005.txt").write_text(document(5))
    command = [sys.executable, "-c", DYING, step, str(data), str(files)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    manifest = caches.read_manifest(data)
    assert manifest is not None
    if step != "_remove_others":
        assert manifest == old
    assert caches.faults(data, manifest) == []
    with closing(CorpusView(data, IDENTITY)) as view:
        assert article(50) in by_words(view, "Văn bản thứ 50")[0]
        assert article(50) in by_vectors(view, article(50))[0]


class TestCheck:
    def faults(self, data: Path) -> set[str]:
        with closing(open_database(data)) as db:
            return {fault.kind for fault in check(db, data)}

    def test_a_sound_corpus_has_no_fault(self, data: Path) -> None:
        assert self.faults(data) == set()

    @pytest.mark.parametrize(
        ("statement", "kind"),
        [
            ("UPDATE passages SET text = 'khác' WHERE id = 2", "passage"),
            ("UPDATE passages SET start = start + 1 WHERE id = 2", "passage"),
            ("UPDATE passages SET vector = x'00' WHERE id = 2", "vector"),
            ("DELETE FROM state WHERE name = 'model'", "model"),
            ("UPDATE state SET value = 77 WHERE name = 'generation'", "stale"),
            ("DELETE FROM passages WHERE id = 2", "count"),
            ("UPDATE passages SET document = 999 WHERE id = 2", "sqlite"),
        ],
    )
    def test_names_what_is_wrong_with_the_rows(self, statement: str, kind: str, data: Path) -> None:
        with closing(open_database(data)) as db:
            db.execute("PRAGMA foreign_keys = OFF")
            db.execute(statement)
            db.conn.commit()
        assert kind in self.faults(data)

    @pytest.mark.parametrize(
        ("damage", "kind"),
        [
            ("cache folder deleted", "missing"),
            ("bit flipped in FAISS", "file"),
            ("words half deleted", "file"),
            ("older generation", "stale"),
            ("manifest garbage", "missing"),
        ],
    )
    def test_names_what_is_wrong_with_the_caches(self, damage: str, kind: str, data: Path) -> None:
        DAMAGES[damage](data)
        assert self.faults(data) == {kind}


RACING = """
import sys
from pathlib import Path
from index.database import generation, open_database
print("ready", flush=True)
sys.stdin.read()
for number in range(12):
    assert generation(open_database(Path(sys.argv[1], str(number)))) == 0
"""


def test_those_who_open_a_new_folder_at_once_all_succeed(tmp_path: Path) -> None:
    gate, opener = os.pipe()
    command = [sys.executable, "-c", RACING, str(tmp_path)]
    racers = [
        subprocess.Popen(command, cwd=ROOT, stdin=gate, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    os.close(opener)
    os.close(gate)
    for racer in racers:
        racer.communicate()
    assert [racer.returncode for racer in racers] == [0, 0, 0]
