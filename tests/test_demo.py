"""`make demo` but for the set-up: the recipe itself, with the real model, on no terminal."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot import texts
from index.catalogue import documents
from index.database import open_database
from retrieval.types import Reason

ROOT = Path(__file__).parents[1]
VENV = os.path.relpath(sys.prefix, ROOT)
GUIDE = ROOT / "docs/huong-dan-su-dung.md"
# The examples of the users' guide and what their answers must quote.
EXAMPLES = {
    "Kho lưu trữ của xã rộng ít nhất bao nhiêu?": "40 m2",
    "Hướng dẫn 08 quy định thù lao báo cáo viên xã bao nhiêu?": "400.000 đồng/buổi",
    "nơi nhận của NQ 12 gồm ai?": "Ban Bí thư Trung ương Đảng (để báo cáo)",
    "chỉ thị 03 gửi cho ai?": "Các đảng ủy trực thuộc Tỉnh ủy",
    "NQ 12 ai ký?": "Phan Đức Thịnh",
    "nghi quyet 12 nq tu ai ky": "Phan Đức Thịnh",
    "Điều 5 hướng dẫn 08 quy định mấy báo cáo viên?": "không quá 60 người",
    "khoản 2 Điều 5 hướng dẫn 08": "từ 07 đến 15 người",
    "Đ5 K2 HD 08": "từ 07 đến 15 người",
    "mục 3 phần II NQ 12": "Dữ liệu chỉ nhập một lần",
    "NQ 12 nêu những nhiệm vụ, giải pháp nào?": "Kiện toàn Tổ công nghệ số cộng đồng",
    "NQ 12 có hiệu lực từ ngày nào": "có hiệu lực từ ngày ký",
    "07-NQ/TU bị thay bằng văn bản nào": "Thay thế Nghị quyết số 07-NQ/TU",
    "nop luu ho so trong thoi han bao lau": "01 năm kể từ ngày công việc kết thúc",
}
# What a surrounding `make test` tells its recipes is not meant for this one.
OURS = ("MAKE", "MFLAGS", "DOCS", "DEMO")
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tests share an unpacked model."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def shown(root: Path) -> str:
    """What the demo of the samples prints."""
    return make_demo(root)


def make_demo(root: Path, *variables: str) -> str:
    done = subprocess.run(
        ["make", "-o", f"{VENV}/.ready", "demo", f"VENV={VENV}", f"DEMO={root}", *variables],
        cwd=ROOT,
        env={**CLEAN, "COLUMNS": "90", "PYTHONWARNINGS": "ignore"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def indexed(data: Path) -> set[str]:
    db = open_database(data)
    try:
        return {Path(row.source).name for row in documents(db)}
    finally:
        db.close()


def test_the_samples_are_indexed_and_asked_about(root: Path, shown: str) -> None:
    parts = shown.split(texts.CLI_PROMPT)[1:]
    assert [part.partition("\n")[0] for part in parts] == list(texts.DEMO_QUESTIONS)
    with_accents, without, refused = parts
    assert "01/01/2027. [1]" in with_accents
    assert "số 12-NQ/TU, ngày 18/03/2026" in with_accents
    assert "40 m2" in without
    assert "[1] Chỉ thị số 03-CT/TU, ngày 09/02/2026" in without
    assert texts.NO_ANSWER[Reason.NO_SUPPORT] in refused
    files = {path.name for path in (ROOT / "samples").iterdir()} - {"thong-bao.jsonl"}
    assert files <= indexed(root / "samples")
    assert len(indexed(root / "samples")) == len(files) + 2  # two documents in the JSONL file


def test_own_documents_are_indexed_apart_and_not_asked_about(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Văn bản 'của' tôi"
    folder.mkdir()
    (folder / "a.txt").write_text("Kho mở cửa lúc 7 giờ sáng các ngày trong tuần.", "utf-8")
    said = make_demo(root, f"DOCS={folder}")
    assert texts.CLI_PROMPT not in said
    (data,) = root.glob("vanbancuatoi-*")
    assert said.endswith(texts.DEMO_ASK.format(data=data) + "\n")
    assert indexed(data) == {"a.txt"}


@pytest.mark.usefixtures("shown")
def test_the_examples_of_the_guide_are_answered(root: Path, tmp_path: Path) -> None:
    asking = GUIDE.read_text("utf-8").partition("## Cách hỏi")[2].partition("##")[0]
    shown = re.findall(r"`([^`]+)`", asking)
    assert [one for one in shown if not one.startswith("/")] == list(EXAMPLES)
    batch = tmp_path / "batch.jsonl"
    batch.write_text("".join(json.dumps({"question": one}) + "\n" for one in EXAMPLES), "utf-8")
    command = ["-m", "bot", "--data", str(root / "samples"), "ask", "--json", "--batch", str(batch)]
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(records) == len(EXAMPLES), done.stderr
    for record in records:
        assert record["answered"], record["question"]
        assert EXAMPLES[record["question"]] in record["text"]
