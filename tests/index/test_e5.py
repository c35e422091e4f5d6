"""The embedded model: unpacked from the real package, whole, and true to its weights."""

import os
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import e5, e5_folder, e5_onnx
from index.e5_onnx import E5Embedder
from index.embedding import Embedder, load_embedder
from index.errors import ModelError, Unwritable

PASSAGES = [
    "Chỉ tiêu đến năm 2030: kinh tế số chiếm tối thiểu 30% GRDP của tỉnh.",
    "Đồng chí Bí thư Đảng ủy xã chịu trách nhiệm tiếp công dân mỗi tháng hai ngày.",
    "Kinh phí tu bổ di tích đình làng do ngân sách huyện và nhân dân đóng góp.",
    "Học sinh tiểu học được miễn học phí từ năm học 2025-2026.",
]
QUESTIONS = [
    "Mục tiêu kinh tế số năm 2030 là bao nhiêu phần trăm?",
    "Ai phải tiếp công dân, bao lâu một lần?",
    "Tiền sửa đình làng lấy từ đâu?",
    "Khi nào trẻ em lớp một không phải đóng học phí?",
]


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    models = tmp_path_factory.mktemp("models")
    e5_folder.unpacked(models)
    return models


@pytest.fixture(scope="session")
def embedder(models: Path) -> E5Embedder:
    return E5Embedder(models / e5_folder.NAME)


@pytest.fixture(scope="session")
def other(models: Path) -> Embedder:
    """The same folder through sentence-transformers."""
    return load_embedder(str(models / e5_folder.NAME), models)


class TestVectors:
    def test_finds_what_answers(self, embedder: E5Embedder) -> None:
        passages = embedder.embed_passages(PASSAGES)
        best = [int(np.argmax(passages @ embedder.embed_question(q))) for q in QUESTIONS]
        assert best == [0, 1, 2, 3]

    def test_shapes_and_length(self, embedder: E5Embedder) -> None:
        passages = embedder.embed_passages(PASSAGES)
        assert passages.shape == (4, embedder.dimension) == (4, 384)
        assert passages.dtype == np.float32
        assert np.linalg.norm(passages, axis=1) == pytest.approx(1, abs=1e-5)
        assert embedder.embed_passages([]).shape == (0, 384)

    @pytest.mark.parametrize("text", ["", " \n", "😀", "\x00", "a" * 3000], ids=repr)
    def test_any_text_has_a_vector(self, embedder: E5Embedder, text: str) -> None:
        assert np.isfinite(embedder.embed_question(text)).all()
        assert np.isfinite(embedder.embed_passages([text])).all()

    def test_a_long_text_is_its_first_512_pieces(self, embedder: E5Embedder) -> None:
        long, longer = (embedder.embed_question("điều khoản " * n) for n in (300, 5000))
        assert (long == longer).all()

    def test_decomposed_accents_are_the_same_text(self, embedder: E5Embedder) -> None:
        for text in QUESTIONS:
            decomposed = unicodedata.normalize("NFD", text)
            assert (embedder.embed_question(decomposed) == embedder.embed_question(text)).all()

    def test_company_does_not_change_a_passage(self, embedder: E5Embedder) -> None:
        together = embedder.embed_passages(PASSAGES)
        alone = np.concatenate([embedder.embed_passages([text]) for text in PASSAGES])
        assert (together == alone).all()

    def test_threads_do_not_disturb_each_other(self, embedder: E5Embedder) -> None:
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(embedder.embed_question, QUESTIONS * 5))
        for vector, text in zip(found, QUESTIONS * 5, strict=True):
            assert vector == pytest.approx(embedder.embed_question(text), abs=1e-6)

    def test_without_vnni_passages_are_exact_too(
        self, models: Path, embedder: E5Embedder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(e5_onnx, "_has_vnni", lambda: False)
        exact = E5Embedder(models / e5_folder.NAME).embed_passages(PASSAGES)
        assert (exact * embedder.embed_passages(PASSAGES)).sum(axis=1).min() > 0.997


class TestOrdinaryFolder:
    """`SentenceTransformer(folder)`: another implementation of the same network."""

    def test_questions_are_the_same(self, embedder: E5Embedder, other: Embedder) -> None:
        for text in [*QUESTIONS, "", "nghi quyet 57", "điều khoản " * 400]:
            assert embedder.embed_question(text) @ other.embed_question(text) > 0.9999

    def test_passages_are_near(self, embedder: E5Embedder, other: Embedder) -> None:
        theirs = other.embed_passages(PASSAGES)
        assert theirs.shape == (4, 384)
        assert (embedder.embed_passages(PASSAGES) * theirs).sum(axis=1).min() > 0.997
        assert other.embed_passages([]).shape == (0, 384)

    def test_prompts_are_used(self, other: Embedder) -> None:
        as_question = other.embed_question(PASSAGES[0])
        assert other.embed_passages(PASSAGES[:1])[0] @ as_question < 0.999

    def test_identity_names_the_folder_and_its_content(self, models: Path, other: Embedder) -> None:
        again = load_embedder(str(models / e5_folder.NAME), models)
        assert again.identity == other.identity
        assert other.identity.startswith(f"{e5_folder.NAME}@")


def test_pieces_are_those_of_the_tokenizers_package(models: Path, embedder: E5Embedder) -> None:
    from tokenizers import Tokenizer

    theirs = Tokenizer.from_file(str(models / e5_folder.NAME / "tokenizer.json"))

    @given(text=st.text(st.characters(max_codepoint=0x30FF, exclude_categories=["Cs", "Cn"])))
    def agree(text: str) -> None:
        assert embedder._tokens.encode(text) == theirs.encode(text).ids

    agree()


def test_answering_imports_no_heavy_package(models: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.embedding import load_embedder\n"
        "assert 'onnxruntime' not in sys.modules and 'numpy' in sys.modules\n"
        f"load_embedder('', Path({str(models)!r})).embed_question('xin chào')\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'tokenizers', 'onnx'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


class TestFolder:
    @pytest.fixture
    def copy(self, models: Path, tmp_path: Path) -> Path:
        """A folder of its own; hard links, so a test must replace a file and not write into it."""
        shutil.copytree(models / e5_folder.NAME, tmp_path / e5_folder.NAME, copy_function=os.link)
        return tmp_path / e5_folder.NAME

    @pytest.fixture
    def rebuilt(self, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
        """The folders that `unpacked` wanted to make, without the seconds to make them."""
        calls: list[Path] = []
        monkeypatch.setattr(e5_folder, "_publish", calls.append)
        return calls

    def test_whole_is_reused(self, copy: Path, rebuilt: list[Path]) -> None:
        assert e5_folder.unpacked(copy.parent) == copy
        assert not rebuilt

    @pytest.mark.parametrize(
        "name", ["model.safetensors", "onnx/exact.onnx", "tokenizer.json", "config.json"]
    )
    @pytest.mark.parametrize("harm", ["cut", "flip", "remove"])
    def test_harm_is_noticed(self, copy: Path, rebuilt: list[Path], name: str, harm: str) -> None:
        _HARMS[harm](copy / name)
        e5_folder.unpacked(copy.parent)
        assert rebuilt == [copy]

    @pytest.mark.parametrize("manifest", ["", "{}", "[]", '{"made_from": 1, "sha256": {}}'])
    def test_damaged_manifest_is_noticed(
        self, copy: Path, rebuilt: list[Path], manifest: str
    ) -> None:
        (copy / "manifest.json").unlink()
        (copy / "manifest.json").write_text(manifest)
        e5_folder.unpacked(copy.parent)
        assert rebuilt == [copy]

    def test_harmed_folder_is_replaced(self, copy: Path) -> None:
        _cut(copy / "model.safetensors")
        e5_folder.unpacked(copy.parent)
        assert E5Embedder(copy).embed_question("xin chào").shape == (384,)
        assert sorted(path.name for path in copy.parent.iterdir()) == _LEFT

    def test_killed_midway_then_two_at_once(self, tmp_path: Path) -> None:
        kill = "e5_folder._write_graphs = lambda *_: os.kill(os.getpid(), signal.SIGKILL)"
        assert _process(tmp_path, kill).wait() == -signal.SIGKILL
        assert not (tmp_path / e5_folder.NAME).exists()
        two = [_process(tmp_path), _process(tmp_path)]
        assert [process.wait() for process in two] == [0, 0]
        assert e5_folder._sound(tmp_path / e5_folder.NAME)
        assert sorted(path.name for path in tmp_path.iterdir()) == _LEFT

    def test_same_files_every_time(self, models: Path, tmp_path: Path) -> None:
        again = e5_folder.unpacked(tmp_path)
        manifest = (models / e5_folder.NAME / "manifest.json").read_bytes()
        assert (again / "manifest.json").read_bytes() == manifest

    def test_no_place_to_write(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(Unwritable):
            e5_folder.unpacked(tmp_path / "file")


class TestPackage:
    def test_missing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(e5, "PACKAGE", "no_such_package_here")
        with pytest.raises(ModelError, match="no_such_package_here"):
            load_embedder("", tmp_path)

    def test_another_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "other.bin").write_bytes(b"E5S1 and then something else")
        monkeypatch.setattr(e5, "find", lambda: tmp_path / "other.bin")
        with pytest.raises(ModelError, match=r"other\.bin"):
            load_embedder("", tmp_path)

    def test_codes_and_scales(self) -> None:
        block = np.zeros((1, 1, 18), np.uint8)
        block[0, 0, :2] = np.array([0.5], "<f2").view(np.uint8)
        block[0, 0, 2] = 0xF1  # weight 0 in the low half, weight 16 in the high
        row = e5.Q4(block).unpack()[0]
        assert (row[0], row[16], row[1]) == (-3.5, 3.5, -4.0)
        assert (e5.Q4(block).halves()[0] == row).all()


_LEFT = [e5_folder.NAME, f"{e5_folder.NAME}.lock"]


def _process(models: Path, before: str = "") -> subprocess.Popen[bytes]:
    code = "\n".join(
        (
            "import os, signal; from pathlib import Path; from index import e5_folder",
            before,
            f"e5_folder.unpacked(Path({str(models)!r}))",
        )
    )
    return subprocess.Popen([sys.executable, "-c", code])


def _cut(path: Path) -> None:
    _replace(path, path.read_bytes()[:-1])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    _replace(path, content)


def _replace(path: Path, content: bytes | bytearray) -> None:
    path.unlink()
    path.write_bytes(content)


_HARMS: dict[str, Callable[[Path], None]] = {"cut": _cut, "flip": _flip, "remove": Path.unlink}
