"""What each back end of the embedded model costs and gives. About two minutes.

    python benchmarks/embedding.py [--xquad FOLDER]

FOLDER holds `passages.jsonl` (id, text) and `questions.jsonl` (question, passage_ids). Without
it, numbered rules are made up: enough for speed, too easy for R@1. Every back end runs in a
process of its own, so that its memory and its start are its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parent.parent))

FloatArray = npt.NDArray[np.float32]
REFERENCE = "torch float32"
BACK_ENDS = (REFERENCE, "torch bfloat16", "onnx 4-bit", "onnx 8-bit", "tracuu")
_HEADINGS = ("passages/s", "p50 ms", "p95 ms", "start s", "RSS MB", "cos mean", "cos min", "R@1")


def main() -> None:
    arguments = _arguments()
    if arguments.back_end:
        _child(arguments)
        return
    with tempfile.TemporaryDirectory() as name:
        arguments.work = arguments.work or Path(name)
        _prepare(arguments.work)
        print(f"{'back end':15}" + "".join(f"{heading:>11}" for heading in _HEADINGS))
        for back_end in BACK_ENDS:
            _run(back_end, arguments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--xquad", type=Path, metavar="FOLDER")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="keep the unpacked model here")
    parser.add_argument("--back-end", choices=BACK_ENDS, help=argparse.SUPPRESS)
    return parser.parse_args()


def _prepare(work: Path) -> None:
    """Unpacks in a process of its own, so that nobody's memory includes it."""
    start = time.perf_counter()
    code = "import sys, pathlib, index.e5_folder as f; f.unpacked(pathlib.Path(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(work.resolve())]
    subprocess.run(command, check=True, cwd=Path(__file__).parent.parent)
    print(f"unpacked and checked in {time.perf_counter() - start:.1f} s")


def _run(back_end: str, arguments: argparse.Namespace) -> None:
    command = [sys.executable, __file__, "--back-end", back_end, "--work", str(arguments.work)]
    command += ["--xquad", str(arguments.xquad)] if arguments.xquad else []
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def _child(arguments: argparse.Namespace) -> None:
    passages, questions, right = _texts(arguments.xquad)
    start = time.perf_counter()
    embedder = _load(arguments.back_end, arguments.work)
    embedder.embed_question(questions[0])
    started = time.perf_counter() - start
    waits, asked = _timed(embedder.embed_question, questions)
    embedder.embed_passages(passages[:4])
    start = time.perf_counter()
    stored = embedder.embed_passages(passages)
    speed = len(passages) / (time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cosines = _cosines(arguments, np.concatenate((stored, asked)))
    first = np.mean(
        [best in good for best, good in zip((asked @ stored.T).argmax(1), right, strict=True)]
    )
    figures = (speed, *np.percentile(waits, (50, 95)), started, memory)
    line = "".join(f"{figure:11.1f}" for figure in figures)
    print(
        f"{arguments.back_end:15}{line}{cosines.mean():11.5f}{cosines.min():11.5f}{first:11.3f}",
        flush=True,
    )


def _timed(embed: Callable[[str], FloatArray], texts: list[str]) -> tuple[list[float], FloatArray]:
    waits, vectors = [], []
    for text in texts:
        start = time.perf_counter()
        vectors.append(embed(text))
        waits.append((time.perf_counter() - start) * 1000)
    return waits, np.array(vectors)


def _cosines(arguments: argparse.Namespace, vectors: FloatArray) -> FloatArray:
    """To the reference's vectors, which the reference, run first, leaves in the work folder."""
    path = arguments.work / "reference.npy"
    if arguments.back_end == REFERENCE:
        np.save(path, vectors)
    cosines: FloatArray = (np.load(path) * vectors).sum(axis=1)
    return cosines


def _load(back_end: str, work: Path) -> Any:
    from index.embedding import load_embedder

    if back_end.startswith("torch"):
        return _Torch(work, back_end.split()[1])
    embedder: Any = load_embedder("", work)
    if back_end == "onnx 4-bit":
        embedder._for_passages = embedder._for_questions
    if back_end == "onnx 8-bit":
        embedder._for_questions = embedder._for_passages
    return embedder


class _Torch:
    def __init__(self, work: Path, dtype: str) -> None:
        from sentence_transformers import SentenceTransformer

        from index.e5_folder import NAME

        settings = {"dtype": dtype}
        self.model = SentenceTransformer(str(work / NAME), device="cpu", model_kwargs=settings)

    def embed_question(self, text: str) -> FloatArray:
        return np.asarray(self.model.encode_query(text), np.float32)

    def embed_passages(self, texts: list[str]) -> FloatArray:
        vectors = self.model.encode_document(texts, batch_size=8, show_progress_bar=False)
        return np.asarray(vectors, np.float32)


def _texts(folder: Path | None) -> tuple[list[str], list[str], list[set[int]]]:
    if folder is None:
        return _made_up()
    passages, questions = (_lines(folder / f"{name}.jsonl") for name in ("passages", "questions"))
    places = {passage["id"]: place for place, passage in enumerate(passages)}
    right = [{places[id] for id in question["passage_ids"]} for question in questions]
    return [p["text"] for p in passages], [q["question"] for q in questions], right


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _made_up() -> tuple[list[str], list[str], list[set[int]]]:
    whos = ("Chi bộ thôn", "Đảng ủy xã", "Ban Tuyên giáo", "Hội Nông dân", "Trạm Y tế")
    whats = ("sinh hoạt định kỳ", "tiếp công dân", "trồng cây xanh", "tổng kết năm", "thu quỹ")
    pairs = [(who, what) for who in whos for what in whats]
    passages = [
        f"Điều {n}. {who} có trách nhiệm {what} vào ngày {n} hằng tháng. " + _FILLER
        for n, (who, what) in enumerate(pairs, 1)
    ]
    questions = [f"{who} {what} vào ngày nào?" for who, what in pairs]
    return passages, questions, [{place} for place in range(len(pairs))]


_FILLER = (
    "Người đứng đầu chịu trách nhiệm trước cấp trên về kết quả thực hiện; văn phòng theo dõi, "
    "đôn đốc, tổng hợp báo cáo trước ngày 25 của tháng cuối quý. Kinh phí lấy từ nguồn ngân sách "
    "được giao hằng năm và các nguồn hợp pháp khác theo quy định của pháp luật. Nơi nào làm tốt "
    "được biểu dương; nơi nào chậm phải giải trình bằng văn bản trong mười ngày làm việc."
)

if __name__ == "__main__":
    main()
