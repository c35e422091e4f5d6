"""The command line as people and scripts meet it: a real process, its output, its status."""

import json
import os
import pty
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import texts
from bot.clicking import BUSY
from index.database import writer_lock
from retrieval.types import Reason
from tests.index.corpora import document, fill

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
HASHED, REAL = "tests.hashed_cli", "bot"
COMMANDS = (
    *("", "index", "index add", "index sync", "index remove", "index list", "index rebuild"),
    *(
        "index quarantine",
        "index quarantine list",
        "index quarantine release",
        "index quarantine delete",
    ),
    *("index move", "collections", "collections create", "collections list", "collections open"),
    *(
        "collections close",
        "collections remove",
        "index check",
        "ask",
        "docs",
        "doc",
        "bot",
        "eval",
    ),
)
CITATION = (
    *("marker", "document_id", "source", "number", "title", "section", "place", "columns", "page"),
    *("start", "end", "quote", "emphasis", "lead", "also", "more", "passage", "score"),
)
QUESTION = "Kinh phí thực hiện Nghị quyết 07-NQ/TU là bao nhiêu?"
NUMBER = "07-NQ/TU"  # a document asked for by its number is shown, whatever the model


def environment(**more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"PYTHONWARNINGS": "error", "PYTHONUTF8": "1", "COLUMNS": "100"} | more


def command(*arguments: object, module: str = HASHED) -> list[str]:
    return [sys.executable, "-m", module, *map(str, arguments)]


def tracuu(
    *arguments: object,
    module: str = HASHED,
    stdin: str | bytes = "",
    limits: Callable[[], None] | None = None,
    **more: str,
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command(*arguments, module=module),
        cwd=ROOT,
        env=environment(**more),
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        check=False,
        preexec_fn=limits,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err or "TRACUU_LOG_LEVEL" in more, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def error_of(done: subprocess.CompletedProcess[str], status: int = 1) -> str:
    """The one sentence of a failed command."""
    assert done.returncode == status, done
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("Lỗi: ")
    return line.removeprefix("Lỗi: ")


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, indexed; not to be changed."""
    data = tmp_path_factory.mktemp("indexed") / "data"
    assert tracuu("--data", data, "index", "add", SAMPLES).returncode == 0
    return data


@pytest.fixture
def data(indexed: Path, tmp_path: Path) -> Path:
    """A copy to be changed."""
    shutil.copytree(indexed, tmp_path / "data")
    return tmp_path / "data"


class TestHelp:
    @pytest.mark.parametrize("name", COMMANDS)
    def test_is_in_vietnamese(self, name: str) -> None:
        done = tracuu(*name.split(), "--help", module=REAL)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("Cách dùng: ")
        english = r"\b(Usage|Options|Commands|OPTIONS|ARGS|COMMAND|Show|Error|PATHS?|TEXT|FILE)\b"
        assert not re.search(english, done.stdout), done.stdout

    def test_loads_nothing_heavy(self) -> None:
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        loaded = {line.split("|")[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
        heavy = {
            *("torch", "faiss", "tantivy", "onnxruntime", "numpy", "pydantic", "rich", "telegram"),
            *("sentence_transformers", "sqlite_utils", "trafilatura", "asyncio", "httpx"),
        }
        assert "click" in loaded
        assert not heavy & loaded

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["nope"], "Không có lệnh 'nope'."),
            (["index"], "Cách dùng: "),
            (["index", "ad"], "Không có lệnh 'ad'."),
            (["index", "add"], "Thiếu 'ĐƯỜNG_DẪN...'."),
            (["index", "sync"], "Thiếu 'THƯ_MỤC'."),
            (["index", "remove"], "Thiếu 'MÃ...'."),
            (["index", "sync", "a", "b"], "Thừa: b"),
            (["ask", "--jsn", "x"], "Không có tùy chọn '--jsn'."),
            (["ask", "--batch"], "Tùy chọn '--batch' cần một giá trị."),
            (["ask", "--json=1"], "Tùy chọn '--json' không nhận giá trị."),
            (["ask", "--json", "--batch", "a", "b"], texts.CLI_ASK_OR_BATCH),
            (["ask", "--batch", "a"], texts.CLI_BATCH_JSON),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    def test_wrong_usage_is_explained_in_vietnamese(
        self, arguments: list[str], sentence: str
    ) -> None:
        done = tracuu(*arguments, module=REAL)
        assert (done.returncode, done.stdout) == (2, "")
        assert sentence in done.stderr
        assert not re.search(r"Error|Usage|Try|Missing|No such|Got|Did you", done.stderr)


class TestIndex:
    def test_add_says_what_it_did(self, tmp_path: Path) -> None:
        done = tracuu("--data", tmp_path / "new", "index", "add", SAMPLES)
        assert done.returncode == 0
        assert re.fullmatch(
            r"Thêm 9, cập nhật 0, giữ nguyên 0, xóa 0 văn bản; \d+ đoạn mới.\n", done.stdout
        )
        assert re.fullmatch(r"8/8 tệp, \d+ đoạn\n", done.stderr)

    def test_the_folder_of_the_environment_and_the_option(self, tmp_path: Path) -> None:
        fill(tmp_path / "files", 1)
        tracuu("index", "add", tmp_path / "files", TRACUU_DATA=str(tmp_path / "one"))
        tracuu("--data", tmp_path / "two", "index", "list", TRACUU_DATA=str(tmp_path / "one"))
        assert "001" in tracuu("--data", tmp_path / "one", "index", "list").stdout
        assert tracuu("--data", tmp_path / "two", "index", "list").stdout.startswith("Kho chưa có")

    def test_a_second_sync_says_that_nothing_changed(self, data: Path) -> None:
        done = tracuu("--data", data, "index", "sync", SAMPLES, BREAK="no model is needed")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "Không có gì thay đổi: 9 văn bản đã ở trong kho.\n"

    def test_sync_updates_and_removes(self, tmp_path: Path) -> None:
        files, data = fill(tmp_path / "files", 3), tmp_path / "new"
        tracuu("--data", data, "index", "sync", files)
        (files / "001.txt").unlink()
        (files / "002.txt").write_text(document(9))
        done = tracuu("--data", data, "index", "sync", files)
        assert done.stdout.startswith("Thêm 0, cập nhật 1, giữ nguyên 1, xóa 1 văn bản; ")
        shutil.rmtree(files)
        files.mkdir()
        done = tracuu("--data", data, "index", "sync", files)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"{files} không có tệp nào" in done.stderr
        done = tracuu("--data", data, "index", "sync", "--emptied", files)
        assert (done.returncode, "xóa 2 văn bản" in done.stdout) == (0, True)

    def test_list(self, indexed: Path) -> None:
        lines = tracuu("--data", indexed, "index", "list").stdout.splitlines()
        assert len(lines) == 9
        first = lines[0].split("\t")
        assert first[:2] == ["03-ct-tu", "03-CT/TU"]
        assert first[3] == str(SAMPLES / "03-CT-TU.txt")

    def test_list_as_json(self, indexed: Path) -> None:
        rows = json.loads(tracuu("--data", indexed, "index", "list", "--json").stdout)
        assert len(rows) == 9
        assert list(rows[0]) == [
            "id", "number", "kind", "issued", "title", "source", "passages", "collection",
        ]  # fmt: skip

    def test_remove(self, data: Path) -> None:
        done = tracuu("--data", data, "index", "remove", "tb-15", "07-nq-tu")
        assert (done.returncode, done.stdout) == (0, "Đã xóa 2 văn bản.\n")
        left = tracuu("--data", data, "index", "list").stdout
        assert len(left.splitlines()) == 7
        assert "07-nq-tu\t" not in left

    def test_an_unknown_id(self, data: Path) -> None:
        done = tracuu("--data", data, "index", "remove", "tb-15", "nope")
        assert error_of(done) == "Trong kho không có văn bản mang mã nope."
        assert "tb-15" in tracuu("--data", data, "index", "list").stdout

    def test_rebuild(self, data: Path) -> None:
        done = tracuu("--data", data, "index", "rebuild")
        assert done.returncode == 0
        assert re.fullmatch(r"Đã lập lại chỉ mục: 9 văn bản, \d+ đoạn.\n", done.stdout)

    def test_check_of_a_sound_corpus(self, data: Path) -> None:
        done = tracuu("--data", data, "index", "check")
        assert (done.returncode, done.stderr) == (0, "")
        assert re.fullmatch(r"Kho lành lặn: 9 văn bản, \d+ đoạn.\n", done.stdout)

    def test_check_mends_caches(self, data: Path) -> None:
        next(data.glob("cache/gen-*/vectors.faiss")).write_bytes(b"broken")
        done = tracuu("--data", data, "index", "check")
        assert done.returncode == 0
        assert done.stdout.splitlines()[0] == "Tệp chỉ mục hỏng hoặc thiếu: vectors.faiss."
        assert texts.FAULTS_MENDED in done.stdout
        assert tracuu("--data", data, "index", "check").stdout.count("\n") == 1

    def test_check_fails_for_what_it_cannot_mend(self, data: Path) -> None:
        run_sql(data, "UPDATE passages SET text = 'khác' WHERE id = 3")
        done = tracuu("--data", data, "index", "check")
        assert done.returncode == 1
        assert "Đoạn 3 không khớp với văn bản của nó." in done.stdout
        assert "lành lặn" not in done.stdout


def run_sql(data: Path, statement: str) -> None:
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()"
    )
    path = data / "corpus.db"
    subprocess.run([sys.executable, "-c", script, str(path), statement], check=True)


NOTHING_IN_IT = "Tệp {} không có chữ nào để đọc."
BAD_FILES: dict[str, tuple[bytes | None, str]] = {
    "missing.txt": (None, "Không thấy tệp hoặc thư mục {}."),
    "x" * 300 + ".txt": (None, "Không thấy tệp hoặc thư mục {}."),
    "empty.txt": (b"", NOTHING_IN_IT),
    "blank.txt": (b" \n", NOTHING_IN_IT),
    "blank.html": (b" \n", NOTHING_IN_IT),
    "binary.txt": (bytes(999), "Tệp {} không phải là văn bản như tên gọi."),
    "other.mp3": (b"PK", "Chưa đọc được loại tệp này: {}."),
    "broken.html": (b"<html", NOTHING_IN_IT),
    "deep.html": (b"<div>" * 3_000 + b"<p>x", "Tệp {} lồng quá 2048 cấp nên không đọc được."),
    "bad.jsonl": (
        b"{broken\n",
        "Tệp {}: không mục nào đọc được: 1.",
    ),
}


class TestBadInput:
    @pytest.mark.parametrize("good", [0, 1], ids=["alone", "beside a good file"])
    def test_one_sentence_with_the_path_for_each_bad_file(self, good: int, tmp_path: Path) -> None:
        sentences = []
        for name, (content, sentence) in BAD_FILES.items():
            sentences.append("- " + sentence.format(tmp_path / name))
            if content is not None:
                (tmp_path / name).write_bytes(content)
        paths = [*(tmp_path / name for name in BAD_FILES), fill(tmp_path / "good", good)]
        done = tracuu("--data", tmp_path / "data", "index", "add", *paths)
        assert done.returncode == (0 if good else 1)
        assert done.stdout.startswith("Thêm 1,") if good else done.stdout == ""
        said = [line for line in done.stderr.splitlines() if line.startswith("- ")]
        assert sorted(said) == sorted(sentences)

    def test_one_bad_line_among_good_ones(self, tmp_path: Path) -> None:
        lines = ['{"id": "a", "text": "Một"}', "{hỏng", '{"id": "b", "text": "Hai"}']
        (tmp_path / "a.jsonl").write_text("\n".join(lines))
        done = tracuu("--data", tmp_path / "data", "index", "add", tmp_path / "a.jsonl")
        assert (done.returncode, done.stdout[:7]) == (0, "Thêm 2,")
        assert "bỏ qua mục 2 vì không đọc được" in done.stderr

    def test_nothing_readable_in_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "files").mkdir()
        done = tracuu("--data", tmp_path / "data", "index", "add", tmp_path / "files")
        assert (done.returncode, done.stderr) == (1, texts.CLI_NOTHING_THERE + "\n")

    @pytest.mark.parametrize("name", ["no", "file"])
    def test_sync_of_what_is_no_folder(self, name: str, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        done = tracuu("--data", tmp_path / "data", "index", "sync", tmp_path / name)
        assert str(tmp_path / name) in error_of(done)

    @pytest.mark.parametrize(
        "arguments", [["index", "add", SAMPLES], ["index", "list"], ["ask", "Gì?"]], ids=str
    )
    def test_a_data_folder_that_cannot_be(self, arguments: list[object], tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        done = tracuu("--data", tmp_path / "file/below", *arguments)
        assert error_of(done).startswith(f"Không ghi được vào {tmp_path}/file/below.")

    @pytest.mark.parametrize(
        ("arguments", "kept"),
        [
            pytest.param(["index", "add", SAMPLES], 0, id="add, all"),
            pytest.param(["index", "add", SAMPLES], 4096, id="add, all but a page"),
            pytest.param(["index", "list"], 4096, id="list, all but a page"),
            pytest.param(["index", "check"], 4096, id="check, all but a page"),
            pytest.param(["ask", "Gì?"], 0, id="ask, all"),
            pytest.param(["ask", "Gì?"], 4096, id="ask, all but a page"),
        ],
    )
    def test_a_damaged_database(self, arguments: list[object], kept: int, data: Path) -> None:
        path = data / "corpus.db"
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(kept)
            file.write(b"\xa5" * (size - kept))
        sentence = error_of(tracuu("--data", data, *arguments))
        assert sentence.startswith(f"Dữ liệu ở {path} bị hỏng.")

    def test_a_second_writer(self, data: Path) -> None:
        with writer_lock(data):
            done = tracuu("--data", data, "index", "remove", "tb-15")
        assert error_of(done, BUSY).startswith(f"Một chương trình khác đang ghi vào {data}.")
        assert "tb-15" in tracuu("--data", data, "index", "list").stdout

    def test_a_full_disk(self, data: Path, tmp_path: Path) -> None:
        files = fill(tmp_path / "files", 60)
        size = (data / "corpus.db").stat().st_size
        limits = (size, resource.RLIM_INFINITY)
        done = tracuu(
            *("--data", data, "index", "add", files),
            limits=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits),
        )
        assert error_of(done) == f"Ổ đĩa đã đầy, không ghi được vào {data}."
        assert tracuu("--data", data, "index", "check").returncode == 0
        assert tracuu("--data", data, "index", "add", files).returncode == 0

    def test_another_model(self, data: Path) -> None:
        run_sql(data, "UPDATE state SET value = 'other' WHERE name = 'model'")
        for arguments in (["ask", "Gì?"], ["index", "add", ROOT / "tests/questions_samples.jsonl"]):
            assert "tracuu index rebuild" in error_of(tracuu("--data", data, *arguments))
        assert tracuu("--data", data, "index", "rebuild").returncode == 0
        assert tracuu("--data", data, "ask", QUESTION).returncode == 0

    def test_a_wrong_setting(self, tmp_path: Path) -> None:
        done = tracuu("--data", tmp_path, "index", "list", TRACUU_ACCESS="all")
        assert error_of(done) == "TRACUU_ACCESS phải là members hoặc open."

    def test_what_nobody_foresaw_is_one_sentence(self, data: Path) -> None:
        done = tracuu("--data", data, "ask", "Gì?", BREAK="inner secret")
        assert error_of(done) == texts.CLI_UNEXPECTED

    def test_its_cause_is_shown_on_request(self, data: Path) -> None:
        done = tracuu("--data", data, "ask", "Gì?", BREAK="inner", TRACUU_LOG_LEVEL="DEBUG")
        assert done.returncode == 1
        assert "RuntimeError: inner" in done.stderr
        assert done.stderr.endswith(f"Lỗi: {texts.CLI_UNEXPECTED}\n")

    def test_a_reader_that_leaves(self, data: Path) -> None:
        """As with `| head -1`."""
        reading, writing = os.pipe()
        os.close(reading)
        process = subprocess.Popen(
            command("--data", data, "index", "list"),
            cwd=ROOT, env=environment(), stdout=writing, stderr=subprocess.PIPE,
        )  # fmt: skip
        os.close(writing)
        assert process.communicate()[1] == b""
        assert process.returncode == 1


def answer(data: Path, *arguments: object, **options: Any) -> dict[str, Any]:
    done = tracuu("--data", data, "ask", "--json", *arguments, **options)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    return dict(json.loads(line))


ODD = [
    pytest.param("", Reason.EMPTY_QUESTION, id="empty"),
    pytest.param(" \t\n", Reason.EMPTY_QUESTION, id="blank"),
    pytest.param("chuyển đổi số " * 714 + "gì?", Reason.TOO_LONG, id="10,000 characters"),
    pytest.param("chuyển đổi\n\n  số | " * 500, Reason.TOO_LONG, id="pages with white space"),
    pytest.param("😀👍🏽🇻🇳", Reason.NOT_A_QUESTION, id="only emoji"),
    pytest.param("?!… --- ///", Reason.NOT_A_QUESTION, id="only punctuation"),
    pytest.param("\x01\x02\x1b[31m\x7f", None, id="control characters"),
    pytest.param("预算是多少？", None, id="Chinese"),
    pytest.param("งบประมาณเท่าไร", None, id="Thai"),
    pytest.param("كم الميزانية؟", None, id="Arabic"),
    pytest.param("OR AND NOT * ' \" ; -- {x} %s", None, id="query languages"),
    pytest.param(os.fsdecode(b"kinh ph\xed"), None, id="another encoding"),
]


class TestAsk:
    def test_fields_of_an_answer(self, indexed: Path) -> None:
        given = answer(indexed, NUMBER)
        assert list(given) == [
            "id", "question", "understood", "answered", "text", "differing", "written_by",
            "pinned_by", "notices", "citations", "related", "outline", "listed", "candidates",
            "timings_ms",
        ]  # fmt: skip
        assert list(given["timings_ms"]) == ["embed", "search", "answer", "total"]
        assert (given["id"], given["question"]) == (None, NUMBER)
        assert given["answered"] is True
        assert given["citations"]
        assert all(tuple(citation) == CITATION for citation in given["citations"])

    def test_quotes_are_verbatim(self, indexed: Path) -> None:
        given = answer(indexed, NUMBER)
        for citation in given["citations"]:
            text = Path(citation["source"]).read_text()
            assert text[citation["start"] : citation["end"]] == citation["quote"]
            assert citation["quote"] in citation["passage"]
            assert citation["passage"] in text
            assert f"{citation['quote']} [{citation['marker']}]" in given["text"]

    def test_no_answer_offers_related_passages(self, indexed: Path) -> None:
        given = answer(indexed, "Ai vô địch giải bóng đá thế giới năm 1998?")
        assert (given["answered"], given["citations"]) == (False, [])
        assert given["text"]
        assert 1 <= len(given["related"]) <= 3
        assert all(tuple(citation) == CITATION for citation in given["related"])

    def test_for_people(self, indexed: Path) -> None:
        done = tracuu("--data", indexed, "ask", NUMBER)
        assert (done.returncode, done.stderr) == (0, "")
        assert "[1]" in done.stdout
        assert "Nguồn" in done.stdout
        assert max(map(len, done.stdout.splitlines())) <= 100

    @pytest.mark.parametrize(("question", "reason"), ODD[-1:] + ODD[:1])
    def test_an_odd_question_on_the_command_line(
        self, question: str, reason: Reason | None, indexed: Path
    ) -> None:
        done = tracuu("--data", indexed, "ask", question)
        assert (done.returncode, done.stderr) == (0, "")
        assert texts.NO_ANSWER[reason].split()[0] in done.stdout if reason else done.stdout

    def test_every_odd_question_gets_a_polite_answer(self, indexed: Path, tmp_path: Path) -> None:
        path = tmp_path / "odd.jsonl"
        odd = [odd.values for odd in ODD]
        path.write_text("\n".join(json.dumps({"question": question}) for question, _ in odd))
        done = tracuu("--data", indexed, "ask", "--json", "--batch", path)
        assert (done.returncode, done.stderr) == (0, "")
        for line, (_, reason) in zip(done.stdout.splitlines(), odd, strict=True):
            text = json.loads(line)["text"]
            assert text.strip()
            assert reason is None or text == texts.NO_ANSWER[reason]  # type: ignore[index]

    def test_of_an_empty_corpus(self, tmp_path: Path) -> None:
        given = answer(tmp_path / "new", "Kinh phí là bao nhiêu?")
        assert given["text"] == texts.NO_ANSWER[Reason.EMPTY_CORPUS]

    def test_damaged_caches_do_not_stop_it(self, data: Path) -> None:
        before = answer(data, NUMBER)["text"]
        next(data.glob("cache/gen-*/vectors.faiss")).write_bytes(b"broken")
        shutil.rmtree(next(data.glob("cache/gen-*/words")))
        done = tracuu("--data", data, "ask", "--json", NUMBER)
        assert json.loads(done.stdout)["text"] == before
        assert not list(data.glob("cache/.build-*"))

    def test_while_another_writes(self, data: Path) -> None:
        with writer_lock(data):
            assert answer(data, NUMBER)["answered"] is True


class TestStandardInput:
    def test_every_line_is_a_question(self, indexed: Path) -> None:
        done = tracuu("--data", indexed, "ask", "--json", stdin=f"{NUMBER}\n\n  Gì?  \n")
        given = [json.loads(line) for line in done.stdout.splitlines()]
        assert [record["question"] for record in given] == [NUMBER, "Gì?"]

    def test_a_number_shows_the_whole_passage(self, indexed: Path) -> None:
        (citation, *_) = answer(indexed, NUMBER)["citations"]
        done = tracuu("--data", indexed, "ask", stdin=f"{NUMBER}\n[1]\n7\nthoát\nGì?\n")
        assert (done.returncode, done.stderr) == (0, "")
        assert citation["passage"] in done.stdout
        assert texts.CLI_NO_SOURCE.format(marker=7) in done.stdout
        assert done.stdout.count("Nguồn") == 1

    @pytest.mark.parametrize("typed", ["", "\n \n"])
    def test_nothing_at_all_is_an_empty_question(self, typed: str, indexed: Path) -> None:
        done = tracuu("--data", indexed, "ask", stdin=typed)
        assert done.stdout.strip().replace("\n", " ") == texts.NO_ANSWER[Reason.EMPTY_QUESTION]

    def test_another_encoding_is_no_failure(self, indexed: Path) -> None:
        done = tracuu("--data", indexed, "ask", "--json", stdin=b"kinh ph\xed?\n")
        assert json.loads(done.stdout)["question"] == "kinh ph\ufffd?"


class TestBatch:
    def test_answers_in_the_order_of_the_questions(self, indexed: Path, tmp_path: Path) -> None:
        lines = [
            {"id": "b", "question": NUMBER, "more": [1]},
            {"question": "Gì?"},
            {"id": 7, "question": ""},
            {"id": {"any": None}, "question": "\ud83d hỏi"},
        ]
        path = tmp_path / "q.jsonl"
        path.write_text("\ufeff" + "\n\n".join(map(json.dumps, lines)))
        done = tracuu("--data", indexed, "ask", "--json", "--batch", path)
        assert (done.returncode, done.stderr) == (0, "")
        given = [json.loads(line) for line in done.stdout.splitlines()]
        assert [record["id"] for record in given] == ["b", None, 7, {"any": None}]
        assert [record["question"] for record in given] == [NUMBER, "Gì?", "", "? hỏi"]

    def test_bad_lines_are_named_and_the_others_answered(
        self, indexed: Path, tmp_path: Path
    ) -> None:
        bad = ["{hỏng", "[1]", "null", '{"id": 1}', '{"question": 5}', "1" * 5000, "[" * 10**5]
        path = tmp_path / "q.jsonl"
        good = '{"id": "%s", "question": "Gì?"}'
        path.write_text("\n".join([good % "first", *bad, good % "last"]))
        done = tracuu("--data", indexed, "ask", "--json", "--batch", path)
        assert done.returncode == 1
        assert done.stderr.splitlines() == [
            texts.CLI_BAD_LINE.format(path=path, line=line) for line in range(2, 2 + len(bad))
        ]
        assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["first", "last"]

    def test_a_missing_file(self, indexed: Path, tmp_path: Path) -> None:
        done = tracuu("--data", indexed, "ask", "--json", "--batch", tmp_path / "no")
        assert error_of(done) == f"Không thấy tệp hoặc thư mục {tmp_path}/no."

    def test_a_folder(self, indexed: Path, tmp_path: Path) -> None:
        done = tracuu("--data", indexed, "ask", "--json", "--batch", tmp_path)
        assert str(tmp_path) in error_of(done)


class TestEval:
    def test_scores_as_json(self, indexed: Path) -> None:
        path = ROOT / "tests/questions_samples.jsonl"
        done = tracuu("--data", indexed, "eval", "--json", path)
        assert (done.returncode, done.stderr) == (0, "")
        scores = json.loads(done.stdout)
        assert scores["file"] == str(path)
        assert "mrr" in scores

    def test_a_missing_file(self, indexed: Path, tmp_path: Path) -> None:
        done = tracuu("--data", indexed, "eval", tmp_path / "no.jsonl")
        assert error_of(done) == f"Không thấy tệp hoặc thư mục {tmp_path}/no.jsonl."


def heed_interrupts() -> None:
    """A test run started in the background hands down that SIGINT is to be ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupt(gate: str, *arguments: object) -> tuple[int, str]:
    """Ctrl-C when the process has come to the gate; its status and standard error."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        command(*arguments),
        cwd=ROOT, env=environment(GATE=str(writing), GATE_AT=gate), pass_fds=[writing],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        preexec_fn=heed_interrupts,
    )  # fmt: skip
    os.close(writing)
    assert os.read(reading, 1) == b"."
    os.close(reading)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    return process.returncode, said


class TestCtrlC:
    def test_while_indexing_keeps_what_is_done(self, tmp_path: Path) -> None:
        files, data = fill(tmp_path / "files", 70), tmp_path / "data"
        sync = ("--data", data, "index", "sync", files)
        status, said = interrupt("batch 2", *sync)
        assert status == 130
        assert said.endswith(f"\n{texts.CLI_INTERRUPTED}\n")
        assert "Traceback" not in said
        done = tracuu(*sync)
        assert done.returncode == 0
        added, kept = map(int, re.findall(r"Thêm (\d+),.*giữ nguyên (\d+),", done.stdout)[0])
        assert (added + kept, kept > 0) == (70, True)

    def test_while_answering(self, indexed: Path) -> None:
        status, said = interrupt("question", "--data", indexed, "ask", NUMBER)
        assert (status, said) == (130, f"\n{texts.CLI_STOPPED}\n")


def on_terminal(*arguments: object, typed: str = "", **more: str) -> tuple[int, str]:
    """Status and everything shown on a terminal on which `typed` was typed ahead."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(*arguments),
        cwd=ROOT, env=environment(TERM="xterm-256color", **more),
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.write(ours, typed.encode())
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:  # how Linux says that the other side is closed
        pass
    os.close(ours)
    return process.wait(), shown.decode()


class TestTerminal:
    def test_a_bar_shows_progress(self, tmp_path: Path) -> None:
        files = fill(tmp_path / "files", 5)
        status, shown = on_terminal("--data", tmp_path / "data", "index", "add", files)
        assert status == 0
        assert texts.CLI_PROGRESS in shown
        assert "5/5" in shown
        assert "Thêm 5," in shown
        assert "tệp," not in shown

    def test_nothing_to_do_shows_no_bar(self, data: Path) -> None:
        status, shown = on_terminal("--data", data, "index", "sync", SAMPLES)
        assert status == 0
        assert "Không có gì thay đổi" in shown
        assert texts.CLI_PROGRESS not in shown

    def test_a_chat(self, indexed: Path) -> None:
        status, shown = on_terminal("--data", indexed, "ask", typed=f"{NUMBER}\n1\n9\nthoát\n")
        assert status == 0
        assert texts.CLI_CHAT in shown
        assert shown.count(texts.CLI_PROMPT) == 4
        assert texts.SOURCES in shown
        assert "Đoạn " in shown
        assert texts.CLI_NO_SOURCE.format(marker=9) in shown

    def test_the_end_of_input_ends_it(self, indexed: Path) -> None:
        status, _ = on_terminal("--data", indexed, "ask", typed="\x04")
        assert status == 0


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("real") / "data"
    done = tracuu("--data", data, "index", "sync", SAMPLES, module=REAL)
    assert done.returncode == 0, done.stderr
    return data


class TestRealModel:
    """The default model, once: that all of it fits together."""

    def test_answers_with_and_without_accents(self, real: Path, tmp_path: Path) -> None:
        asked = (QUESTION, "kinh phi thuc hien nghi quyet 07 la bao nhieu")
        path = tmp_path / "q.jsonl"
        path.write_text("\n".join(json.dumps({"question": question}) for question in asked))
        done = tracuu("--data", real, "ask", "--json", "--batch", path, module=REAL)
        assert (done.returncode, done.stderr) == (0, "")
        for line in done.stdout.splitlines():
            given = json.loads(line)
            assert given["answered"] is True
            assert given["citations"][0]["number"] == "07-NQ/TU"
            assert "180 tỷ đồng" in given["text"]

    def test_a_second_sync_does_nothing(self, real: Path) -> None:
        done = tracuu("--data", real, "index", "sync", SAMPLES, module=REAL)
        assert done.stdout == "Không có gì thay đổi: 9 văn bản đã ở trong kho.\n"
