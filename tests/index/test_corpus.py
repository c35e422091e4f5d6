"""Adding, syncing, removing, rebuilding: what is kept, what goes, what is done only once."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from index import readers
from index.check import check
from index.corpus import Corpus
from index.database import open_database, writer_lock
from index.errors import (
    BadMember,
    BadRecord,
    Busy,
    DocumentUnknown,
    Emptied,
    FormatUnknown,
    InputError,
    LinkOutside,
    ModelChanged,
    NeedsProgram,
    NoneRead,
    NotAFolder,
    NothingToRead,
    NotText,
    PathMissing,
    StoreDamaged,
    Unreadable,
    Unwritable,
)
from index.readers import markdown
from index.runs import Report
from index.text import tokens
from index.view import CorpusView
from tests.embedders import HashEmbedder
from tests.index.corpora import (
    CountingEmbedder,
    OtherEmbedder,
    change,
    contents,
    document,
    fill,
    rows,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return fill(tmp_path / "files", 3)


def sync(data: Path, folder: Path, embedder: HashEmbedder | None = None) -> Report:
    return change(data, lambda corpus: corpus.sync(folder), embedder)


def add(data: Path, *paths: Path) -> Report:
    return change(data, lambda corpus: corpus.add(paths))


def figures(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed


def ids(data: Path) -> list[object]:
    return [row[0] for row in rows(data, "SELECT id FROM documents ORDER BY path, pk")]


def assert_sound(data: Path) -> None:
    with closing(open_database(data)) as db:
        assert list(check(db, data)) == []


def words(data: Path, question: str) -> set[int]:
    with closing(CorpusView(data, HashEmbedder.identity)) as view:
        return set(view.caches.words.search(tokens(question), 100))


def snapshot(data: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(open_database(data)) as db:
        return contents(db)


def passages_of(data: Path, document_id: str) -> set[object]:
    query = "SELECT p.id FROM passages p JOIN documents d ON d.pk = document WHERE d.id = ?"
    found = {row[0] for row in rows(data, query, document_id)}
    assert found
    return found


def no_model() -> HashEmbedder:
    raise AssertionError("the model was loaded")


class TestAdd:
    def test_files_and_folders(self, data: Path, files: Path) -> None:
        report = add(data, files / "002.txt", files)
        assert figures(report) == (3, 0, 0, 0)
        assert ids(data) == ["001", "002", "003"]
        ((passages,),) = rows(data, "SELECT count(*) FROM passages")
        assert report.passages == passages
        assert_sound(data)

    def test_every_row_is_written(self, data: Path, files: Path) -> None:
        add(data, files)
        (row,) = rows(
            data, "SELECT number, kind, title, path, text FROM documents WHERE id = '002'"
        )
        assert row[:3] == ("02-KH/TU", "Kế hoạch", "Kế hoạch về việc thứ 2")
        assert row[3:] == (str(files / "002.txt"), document(2))
        assert rows(data, "SELECT DISTINCT reference FROM mentions ORDER BY 1") == [
            ("01-KH/TU",), ("02-KH/TU",), ("03-KH/TU",),
        ]  # fmt: skip

    def test_leaves_alone_what_is_not_named(self, data: Path, files: Path) -> None:
        add(data, files)
        (files / "001.txt").unlink()
        assert figures(add(data, files)) == (0, 0, 2, 0)
        assert ids(data) == ["001", "002", "003"]

    def test_a_kind_of_file_without_a_reader_is_reported_until_it_goes(
        self, data: Path, files: Path
    ) -> None:
        (files / "a.djvu").write_bytes(b"AT&TFORM")
        for _ in range(2):  # the second time only a stat is paid
            (problem,) = add(data, files).problems
            assert isinstance(problem, FormatUnknown)
        (files / "a.djvu").unlink()
        assert add(data, files).problems == []

    def test_hidden_names_and_what_is_no_document_in_a_folder_are_passed_over(
        self, data: Path, files: Path
    ) -> None:
        for name in (".hidden.txt", ".git/a.txt", "a.mp3", "b.txt~", "~$c.docx", "Thumbs.db"):
            path = files / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("chữ")
        report = add(data, files)
        assert (report.added, report.problems) == (3, [])

    @pytest.mark.parametrize(
        ("name", "content", "error"),
        [
            ("missing.txt", None, PathMissing),
            pytest.param("n" * 300 + ".txt", None, PathMissing, id="name too long"),
            ("a.mp3", b"PK", FormatUnknown),
            ("empty.txt", b"", NothingToRead),
            ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(500), NotText),
        ],
    )
    def test_a_bad_file_leaves_the_good_ones(
        self, name: str, content: bytes | None, error: type[InputError], data: Path, files: Path
    ) -> None:
        if content is not None:
            (files / name).write_bytes(content)
        report = add(data, files / name, files)
        assert report.added == 3
        assert {type(problem) for problem in report.problems} == {error}
        assert report.problems[0].subject == str(files / name)
        assert report.useful

    def test_nothing_but_bad_files_is_of_no_use(self, data: Path, tmp_path: Path) -> None:
        assert not add(data, tmp_path / "missing.txt").useful

    def test_a_name_that_is_no_text(self, data: Path, files: Path) -> None:
        (files / os.fsdecode(b"t\xean.txt")).write_text("chữ")
        report = add(data, files)
        assert report.added == 3
        (problem,) = report.problems
        assert problem.subject.encode()

    def test_a_file_that_vanishes_midway(
        self, data: Path, files: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read = readers.read

        def vanish(path: Path) -> object:
            (files / "002.txt").unlink(missing_ok=True)
            return read(path)

        monkeypatch.setattr(readers, "read", vanish)
        report = add(data, files)
        assert [type(problem) for problem in report.problems] == [PathMissing]
        assert ids(data) == ["001", "003"]

    def test_a_reader_that_fails_in_its_own_way(
        self, data: Path, files: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(self: Path) -> bytes:
            raise RuntimeError("a parser's own failure")

        (files / "000.md").write_text("# Hỏng")
        read_bytes = Path.read_bytes
        monkeypatch.setattr(
            Path, "read_bytes", lambda path: (fail if path.suffix == ".md" else read_bytes)(path)
        )
        report = add(data, files)
        assert report.added == 3
        assert len(report.problems) == 1


class TestSync:
    def test_a_second_sync_does_nothing_and_loads_no_model(self, data: Path, files: Path) -> None:
        sync(data, files)
        before = snapshot(data)
        with writer_lock(data), closing(open_database(data, write=True)) as db:
            report = Corpus(db, data, no_model).sync(files)
        assert figures(report) == (0, 0, 3, 0)
        assert snapshot(data) == before

    def test_a_second_sync_opens_no_file(self, data: Path, files: Path) -> None:
        (files / "hong.pdf").write_bytes(b"%PDF-1.7 nothing more")
        (files / "trống.txt").write_text(" ")
        sync(data, files)
        opened: list[str] = []
        done = False

        def listen(event: str, arguments: tuple[object, ...]) -> None:
            if not done and event == "open" and str(arguments[0]).startswith(str(files)):
                opened.append(str(arguments[0]))

        sys.addaudithook(listen)
        try:
            (files / "001.txt").read_bytes()
            assert opened == [str(files / "001.txt")]  # it hears
            assert figures(sync(data, files)) == (0, 0, 3, 0)
            assert opened == [str(files / "001.txt")]
        finally:
            done = True  # a hook stays

    def test_adds_updates_and_removes(self, data: Path, files: Path) -> None:
        sync(data, files)
        ((pk,),) = rows(data, "SELECT pk FROM documents WHERE id = '002'")
        (files / "001.txt").unlink()
        (files / "002.txt").write_text(document(7))
        (files / "004.txt").write_text(document(4))
        assert figures(sync(data, files)) == (1, 1, 1, 1)
        assert ids(data) == ["002", "003", "004"]
        assert rows(data, "SELECT id, number FROM documents WHERE pk = ?", pk) == [
            ("002", "07-KH/TU")
        ]
        assert_sound(data)

    def test_a_changed_file_replaces_its_passages(self, data: Path, files: Path) -> None:
        sync(data, files)
        old = passages_of(data, "002")
        (files / "002.txt").write_text(document(7))
        sync(data, files)
        texts = [str(row[0]) for row in rows(data, "SELECT text FROM passages")]
        assert any("thứ 70" in text for text in texts)
        assert not any("thứ 20" in text for text in texts)
        assert rows(data, "SELECT reference FROM mentions WHERE key = '2'") == []
        assert not old & {row[0] for row in rows(data, "SELECT id FROM passages")}

    def test_a_touched_file_with_the_same_text_keeps_its_passages(
        self, data: Path, files: Path
    ) -> None:
        sync(data, files)
        before = rows(data, "SELECT id FROM passages")
        os.utime(files / "001.txt", (0, 0))
        embedder = CountingEmbedder()
        assert figures(sync(data, files, embedder)) == (0, 0, 3, 0)
        assert embedder.seen == []
        assert rows(data, "SELECT id FROM passages") == before

    def test_a_removed_file_leaves_nothing_behind(self, data: Path, files: Path) -> None:
        sync(data, files)
        gone = passages_of(data, "001")
        (files / "001.txt").unlink()
        sync(data, files)
        for table in ("files", "documents"):
            assert rows(data, f"SELECT count(*) FROM {table}") == [(2,)]
        assert rows(data, "SELECT count(*) FROM mentions WHERE key = '1'") == [(0,)]
        assert not gone & {row[0] for row in rows(data, "SELECT id FROM passages")}
        assert not gone & words(data, "văn bản thứ 10")
        with closing(CorpusView(data, HashEmbedder.identity)) as view:
            assert view.caches.vectors is not None
            vector = HashEmbedder().embed_question("văn bản thứ 10")
            assert not gone & set(view.caches.vectors.search(vector, 100))

    def test_other_folders_are_left_alone(self, data: Path, files: Path, tmp_path: Path) -> None:
        other = fill(tmp_path / "files-2", 1)
        add(data, other)
        assert figures(sync(data, files)) == (3, 0, 0, 0)
        assert len(ids(data)) == 4

    @pytest.mark.parametrize("there", [True, False], ids=["empty", "missing"])
    def test_a_folder_without_files_empties_the_corpus_only_when_told(
        self, there: bool, data: Path, files: Path
    ) -> None:
        sync(data, files)
        for path in files.iterdir():
            path.unlink()
        (files / "một thư mục con").mkdir() if there else files.rmdir()
        with pytest.raises(Emptied if there else PathMissing):
            sync(data, files)
        assert len(ids(data)) == 3
        emptied = change(data, lambda corpus: corpus.sync(files, emptied=True))
        assert figures(emptied) == (0, 0, 0, 3)
        assert_sound(data)

    def test_links_that_lead_out_of_the_folder_are_refused(
        self, data: Path, files: Path, tmp_path: Path
    ) -> None:
        outside = fill(tmp_path / "outside", 2)
        (files / "bên trong.txt").symlink_to(files / "001.txt")
        (files / "bên ngoài").symlink_to(outside)
        link = files / "ra.txt"
        link.write_text("Trước đây là một tệp của thư mục.")
        sync(data, files)
        link.unlink()
        link.symlink_to(outside / "002.txt")
        for report in (sync(data, files), sync(data, files)):
            assert {(type(p), Path(p.subject)) for p in report.problems} == {
                (LinkOutside, link),
                (LinkOutside, files / "bên ngoài"),
            }
        assert ids(data) == ["001", "002", "003", "ben-trong"]
        assert len(rows(data, "SELECT path FROM files WHERE problem = 'LinkOutside'")) == 2
        before = snapshot(data)
        sync(data, files)
        assert snapshot(data) == before
        link.unlink()
        assert len(sync(data, files).problems) == 1
        assert len(rows(data, "SELECT path FROM files WHERE problem = 'LinkOutside'")) == 1
        assert add(data, outside / "002.txt").added == 1  # who names it himself may

    def test_documents_of_a_folder_out_of_reach_stay(
        self, data: Path, files: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (files / "inner").mkdir()
        (files / "001.txt").rename(files / "inner/001.txt")
        sync(data, files)
        scandir = os.scandir

        def closed(path: str) -> object:
            if str(path).endswith("inner"):
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", closed)
        report = sync(data, files)
        assert [type(problem) for problem in report.problems] == [Unreadable]
        assert report.removed == 0
        assert len(ids(data)) == 3

    def test_a_right_that_is_given_later_is_noticed(
        self, data: Path, files: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(self: Path) -> bytes:
            raise PermissionError(13, "Permission denied")

        with monkeypatch.context() as patched:
            patched.setattr(Path, "read_bytes", refuse)
            assert {type(problem) for problem in sync(data, files).problems} == {Unreadable}
        assert figures(sync(data, files)) == (3, 0, 0, 0)

    def test_a_problem_is_reported_again_without_reading_again(
        self, data: Path, files: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (files / "bad.txt").write_bytes(bytes(900))
        (files / "bad.jsonl").write_text('{"text": "một"}\nhỏng\n')
        first = sync(data, files)
        monkeypatch.setattr(readers, "read", no_model)
        second = sync(data, files)
        for report in (first, second):
            said = {(type(p), Path(p.subject).name, p.detail) for p in report.problems}
            assert said == {(NotText, "bad.txt", ""), (BadRecord, "bad.jsonl", "2")}

    def test_an_archive_of_which_nothing_is_read_says_so(self, data: Path, files: Path) -> None:
        with zipfile.ZipFile(files / "a.zip", "w") as file:
            file.writestr("a.dwg", b"x")
        (problem,) = sync(data, files).problems
        assert (type(problem), problem.detail) == (NoneRead, "a.dwg (FormatUnknown)")
        with zipfile.ZipFile(files / "a.zip", "a") as file:
            file.writestr("a.txt", document(9))
        report = sync(data, files)
        assert report.added == 1
        assert [type(problem) for problem in report.problems] == [BadMember]

    def test_what_a_program_would_read_in_an_archive_is_asked_again(
        self, data: Path, files: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(path: Path) -> None:
            raise NeedsProgram(path, "tesseract-ocr")

        with zipfile.ZipFile(files / "a.zip", "w") as file:
            file.writestr("a.md", document(9))
        with monkeypatch.context() as patched:
            patched.setattr(markdown, "read", refuse)
            assert [type(problem) for problem in sync(data, files).problems] == [BadMember]
        report = sync(data, files)
        assert report.problems == []
        assert len(ids(data)) == 4

    def test_a_link_that_leads_nowhere_is_told(self, data: Path, files: Path) -> None:
        (files / "b.txt").symlink_to(files / "none.txt")
        assert [type(problem) for problem in sync(data, files).problems] == [PathMissing]

    def test_a_mended_file_has_no_problem_any_more(self, data: Path, files: Path) -> None:
        (files / "bad.txt").write_bytes(bytes(900))
        sync(data, files)
        (files / "bad.txt").write_text(document(9))
        report = sync(data, files)
        assert (figures(report), report.problems) == ((1, 0, 3, 0), [])

    def test_a_file_that_went_bad_keeps_its_last_good_text(self, data: Path, files: Path) -> None:
        sync(data, files)
        (files / "001.txt").write_bytes(bytes(900))
        assert len(sync(data, files).problems) == 1
        assert ids(data) == ["001", "002", "003"]

    @pytest.mark.parametrize(("name", "error"), [("missing", PathMissing), ("001.txt", NotAFolder)])
    def test_needs_a_folder(
        self, name: str, error: type[InputError], data: Path, files: Path
    ) -> None:
        sync(data, files)
        with pytest.raises(error):
            sync(data, files / name)
        assert len(ids(data)) == 3


class TestIds:
    def test_the_same_name_in_two_folders(self, data: Path, tmp_path: Path) -> None:
        first, second, third = (fill(tmp_path / name, 1) for name in ("a", "b", "c"))
        add(data, first, second)
        add(data, third)
        assert ids(data) == ["001", "001-2", "001-3"]

    def test_names_are_made_plain(self, data: Path, tmp_path: Path) -> None:
        path = tmp_path / "Nghị quyết số 12 (bản Đẹp).txt"
        path.write_text(document(1))
        add(data, path)
        assert ids(data) == ["nghi-quyet-so-12-ban-dep"]

    @pytest.mark.parametrize("name", ["😀.txt", "....txt", "文.txt"])
    def test_a_name_without_letters(self, name: str, data: Path, tmp_path: Path) -> None:
        (tmp_path / name).write_text(document(1))
        add(data, tmp_path / name)
        assert all(str(id_).strip(".") or id_ for id_ in ids(data))
        assert len(ids(data)) == 1

    @pytest.mark.parametrize("key", ["tb-15", "a[1]", "x*y?", "a_b%", "số 5", "-"])
    def test_those_of_a_jsonl_file_are_kept_and_told_apart(
        self, key: str, data: Path, tmp_path: Path
    ) -> None:
        for name in "abc":
            line = json.dumps({"id": key, "text": f"Văn bản {name}."})
            (tmp_path / f"{name}.jsonl").write_text(line)
            add(data, tmp_path / f"{name}.jsonl")
        assert ids(data) == [key, f"{key}-2", f"{key}-3"]
        assert_sound(data)

    def test_lines_that_leave_a_jsonl_file_leave_the_corpus(
        self, data: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "a.jsonl"
        lines = [json.dumps({"id": f"d{n}", "text": document(n)}) for n in range(4)]
        path.write_text("\n".join(lines))
        add(data, path)
        path.write_text("\n".join([lines[3], lines[1]]))
        assert figures(add(data, path)) == (0, 0, 2, 2)
        assert sorted(map(str, ids(data))) == ["d1", "d3"]


class TestRemove:
    def test_by_id(self, data: Path, files: Path) -> None:
        sync(data, files)
        assert change(data, lambda corpus: corpus.remove(["001", "003", "001"])).removed == 2
        assert ids(data) == ["002"]
        assert_sound(data)

    def test_an_unknown_id_removes_nothing(self, data: Path, files: Path) -> None:
        sync(data, files)
        before = snapshot(data)
        with pytest.raises(DocumentUnknown) as caught:
            change(data, lambda corpus: corpus.remove(["001", "nope"]))
        assert caught.value.subject == "nope"
        assert snapshot(data) == before


class TestRebuild:
    def test_keeps_documents_and_makes_passages_anew(self, data: Path, files: Path) -> None:
        sync(data, files)
        old = rows(data, "SELECT id, text FROM passages ORDER BY id")
        report = change(data, lambda corpus: corpus.rebuild(), OtherEmbedder())
        new = rows(data, "SELECT id, text FROM passages ORDER BY id")
        assert (report.updated, report.passages) == (3, len(new))
        assert [row[1] for row in new] == [row[1] for row in old]
        assert not {row[0] for row in new} & {row[0] for row in old}
        assert_sound(data)

    def test_another_model_is_refused_until_then(self, data: Path, files: Path) -> None:
        sync(data, files)
        (files / "004.txt").write_text(document(4))
        before = snapshot(data)
        with pytest.raises(ModelChanged):
            sync(data, files, OtherEmbedder())
        with pytest.raises(ModelChanged):
            CorpusView(data, OtherEmbedder.identity)
        assert snapshot(data) == before
        change(data, lambda corpus: corpus.rebuild(), OtherEmbedder())
        assert figures(sync(data, files, OtherEmbedder())) == (1, 0, 3, 0)
        CorpusView(data, OtherEmbedder.identity).close()

    def test_an_empty_corpus_takes_any_model(self, data: Path, files: Path) -> None:
        sync(data, files)
        change(data, lambda corpus: corpus.remove([str(id_) for id_ in ids(data)]))
        taken = change(data, lambda corpus: corpus.add(sorted(files.iterdir())), OtherEmbedder())
        assert taken.added == 3

    def test_an_interrupted_one_is_loud_and_a_second_cures_it(
        self, data: Path, files: Path
    ) -> None:
        sync(data, files)

        def interrupt(batch: int) -> None:
            if batch == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            change(data, lambda corpus: corpus.rebuild(), CountingEmbedder(interrupt))
        with pytest.raises(ModelChanged):
            CorpusView(data, HashEmbedder.identity)
        with pytest.raises(ModelChanged):
            (files / "004.txt").write_text(document(4))
            sync(data, files)
        change(data, lambda corpus: corpus.rebuild())
        CorpusView(data, HashEmbedder.identity).close()
        assert_sound(data)


BATCHED = 60  # documents of two passages: several batches

KILLED = """
import os, signal, sys
from pathlib import Path
from tests.index.corpora import CountingEmbedder, change

def die(batch):
    if batch == 2:
        os.kill(os.getpid(), signal.SIGKILL)

change(Path(sys.argv[1]), lambda corpus: corpus.sync(Path(sys.argv[2])), CountingEmbedder(die))
"""


class TestInterruption:
    @pytest.fixture
    def many(self, tmp_path: Path) -> Path:
        fill(tmp_path / "many", BATCHED)
        lines = [json.dumps({"id": f"d{n}", "text": document(n)}) for n in range(100, 160)]
        (tmp_path / "many/zz.jsonl").write_text("\n".join(lines))
        return tmp_path / "many"

    def finish(self, data: Path, many: Path) -> None:
        """What was stored before is not embedded again, and nothing is missing after."""
        stored = rows(data, "SELECT count(*) FROM documents")[0][0]
        assert isinstance(stored, int)
        assert 0 < stored < 2 * BATCHED
        kept = {row[0] for row in rows(data, "SELECT text FROM passages")}
        embedder = CountingEmbedder()
        report = sync(data, many, embedder)
        assert (report.added, report.unchanged) == (2 * BATCHED - stored, stored)
        assert not kept & set(embedder.seen)
        assert len(ids(data)) == 2 * BATCHED
        assert_sound(data)

    @pytest.mark.parametrize("batch", [2, 3])
    def test_ctrl_c_keeps_finished_documents(self, batch: int, data: Path, many: Path) -> None:
        def interrupt(now: int) -> None:
            if now == batch:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            sync(data, many, CountingEmbedder(interrupt))
        assert_sound(data)  # what is stored can be searched at once
        self.finish(data, many)

    def test_a_kill_keeps_finished_documents(self, data: Path, many: Path) -> None:
        command = [sys.executable, "-c", KILLED, str(data), str(many)]
        killed = subprocess.run(command, cwd=ROOT, check=False)
        assert killed.returncode == -signal.SIGKILL
        self.finish(data, many)


FULL = """
import resource, sys
from pathlib import Path
from index.errors import DiskFull
from tests.index.corpora import change

limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    change(Path(sys.argv[1]), lambda corpus: corpus.sync(Path(sys.argv[2])))
except DiskFull:
    sys.exit(28)
"""

FILLING_UP = """
import resource, sys
from pathlib import Path
from index import caches
from index.errors import DiskFull
from tests.index.corpora import change

module = getattr(caches, sys.argv[3])
write = getattr(module, sys.argv[4])

def limited(*arguments):
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
    try:
        write(*arguments)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)

setattr(module, sys.argv[4], limited)
try:
    change(Path(sys.argv[1]), lambda corpus: corpus.sync(Path(sys.argv[2])))
except DiskFull:
    sys.exit(28)
"""


class TestDataFolder:
    def test_a_second_writer_is_told(self, data: Path, files: Path) -> None:
        sync(data, files)
        before = snapshot(data)
        with writer_lock(data), pytest.raises(Busy):
            sync(data, files)
        assert snapshot(data) == before

    @pytest.mark.parametrize("below", ["", "deeper/still"])
    def test_a_place_that_cannot_be_a_folder(self, below: str, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(Unwritable):
            open_database(tmp_path / "file" / below)
        with pytest.raises(Unwritable), writer_lock(tmp_path / "file" / below):
            pass

    @pytest.mark.parametrize("content", [b"no database at all " * 99, b"SQLite format 3\0" * 99])
    def test_a_file_that_is_no_database(self, content: bytes, data: Path) -> None:
        data.mkdir()
        (data / "corpus.db").write_bytes(content)
        with pytest.raises(StoreDamaged):
            open_database(data)

    @pytest.mark.parametrize(
        "room",
        [
            pytest.param(0, id="for nothing"),
            pytest.param(20_000, id="for half a schema"),
            pytest.param(200_000, id="for the first batch"),
            pytest.param(600_000, id="for a few batches"),
        ],
    )
    def test_a_full_disk_is_told_and_harms_nothing(
        self, room: int, data: Path, tmp_path: Path
    ) -> None:
        sync(data, fill(tmp_path / "small", 2))
        many = fill(tmp_path / "many", 150, paragraphs=4)
        size = (data / "corpus.db").stat().st_size + room
        command = [sys.executable, "-c", FULL, str(data), str(many), str(size)]
        full = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        assert (full.stderr, full.returncode) == ("", 28)
        with closing(open_database(data)) as db:
            assert not [fault for fault in check(db, data) if not fault.in_cache]
        assert len(ids(data)) >= 2
        sync(data, many)
        assert len(ids(data)) == 152
        assert_sound(data)

    @pytest.mark.parametrize("write", ["vectors.save", "lexical.build"])
    def test_a_disk_that_fills_up_while_caches_are_written(
        self, write: str, data: Path, files: Path
    ) -> None:
        sync(data, files)
        (files / "004.txt").write_text(document(4))
        command = [sys.executable, "-c", FILLING_UP, str(data), str(files), *write.split(".")]
        full = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        assert (full.stderr, full.returncode) == ("", 28)
        assert not list((data / "cache").glob(".build-*"))
        assert words(data, "văn bản thứ 40")
        assert_sound(data)
