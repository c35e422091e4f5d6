"""A corpus of any size without embedding it: texts recombined, vectors around real ones.

Text: sentences of the samples in new company; a third of their words is replaced by draws from
a Zipf-like lexicon (the samples' syllables by frequency, invented syllables, then numbers), so
that the vocabulary grows with the size and common words stay common.

Vectors: around real ones. A document's topic is the mean of the embedded model's vectors of two
sentences, plus noise; a passage's vector is its topic, shifted by the vectors of its own
sentences, plus noise that is larger for some, normalised; a question's is its passage's, plus
noise. Noise has the covariance of the sentences' vectors, widened to all dimensions. The amounts
are such that 10,000 lie as 10,000 real passages do: mean cosine .84 (real .84), to the nearest
.95 (.95), to the tenth .94 (.92), to the hundredth .89 (.89).

Everything goes through the real schema. Deterministic: the same size gives the same rows.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sqlite_utils import Database

from benchmarks.corpora import SAMPLES, SENTENCE_END
from index import readers, references
from index.database import change, open_database, set_state, store_names, writer_lock
from index.embedding import Embedder

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

PASSAGES = 40  # of a document; so it is in official documents, and so are the next two
_SENTENCES = 5  # of a passage
_MENTIONS = 0.2  # of the passages name another document
_REPLACED = 0.33  # of the words
_LEXICON = 200_000
# Noise is in standard deviations of the sentences' vectors.
_TOPIC_NOISE, _LEAST_NOISE, _MOST_NOISE, _QUESTION_NOISE = 0.4, 0.5, 0.9, 1.2
_OWN = 0.3  # what a passage's own sentences shift it
_WIDENED = 0.5  # share of the noise that goes in all directions alike
_BATCH = 100  # documents
_KINDS = ("NQ-HĐND", "QĐ-UBND", "QĐ-UBND", "NĐ-CP", "TT-BNV")
_PARTY = ("NQ/TU", "CT/TU", "KH/TU")
_ONSETS = "b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x"
_RIMES = "a á à ả ạ ă ắ ằ â ấ ầ ậ e ẹ é ê ế ề ệ i í ì ị o ó ò ọ ô ố ồ ộ ơ ớ ờ ợ u ú ù ụ ư ứ ừ ự"
_NUMBERS, _YEARS = 3000, range(2000, 2027)


@dataclass(frozen=True, slots=True)
class _Stock:
    """What passages are made of: sentences as places in `lexicon`, and their vectors (n, d).

    `shape` (d, d) turns white noise into noise of the sentences' covariance.
    """

    lexicon: npt.NDArray[np.object_]
    sentences: list[IntArray]
    vectors: FloatArray
    shape: FloatArray


def write_corpus(data: Path, passages: int, embedder: Embedder) -> None:
    """Fills the empty folder `data` with so many passages; builds no caches."""
    stock = _stock(embedder)
    with writer_lock(data):
        db = open_database(data, write=True)
        with change(db, data):
            set_state(db, "model", embedder.identity)
        for first in range(0, passages, _BATCH * PASSAGES):
            with change(db, data):
                for start in range(first, min(first + _BATCH * PASSAGES, passages), PASSAGES):
                    _store(db, stock, start // PASSAGES + 1, min(PASSAGES, passages - start))
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()


def asked(vector: FloatArray, embedder: Embedder, chance: np.random.Generator) -> FloatArray:
    """The vectors of questions whose answers stand in passages with `vector` (n, d)."""
    return _unit(vector + _QUESTION_NOISE * _noise(_stock(embedder), len(vector), chance))


def _stock(embedder: Embedder) -> _Stock:
    texts = list(_sentences())
    counts = Counter(word for text in texts for word in text.split())
    lexicon = [word for word, _ in counts.most_common()]
    lexicon += [word for word in _syllables() if word not in counts]
    lexicon += [str(number) for number in range(1000, 1000 + _LEXICON - len(lexicon))]
    places = {word: place for place, word in enumerate(lexicon)}
    vectors = embedder.embed_passages(texts)
    return _Stock(
        np.array(lexicon, dtype=object),
        [np.array([places[word] for word in text.split()]) for text in texts],
        vectors,
        _shape(vectors),
    )


def _shape(vectors: FloatArray) -> FloatArray:
    covariance, dimension = np.cov(vectors.T), vectors.shape[1]
    alike = np.trace(covariance) / dimension * np.eye(dimension)
    widths, axes = np.linalg.eigh((1 - _WIDENED) * covariance + _WIDENED * alike)
    shape: FloatArray = (np.sqrt(widths)[:, None] * axes.T).astype(np.float32)
    return shape


def _sentences() -> Iterator[str]:
    for path in sorted(SAMPLES.iterdir()):
        for source in readers.read(path):
            if not isinstance(source, Exception):
                yield from (s for s in SENTENCE_END.split(source.text) if len(s.split()) > 10)


def _syllables() -> Iterator[str]:
    """Invented: onset, rime, end; in an order that mixes them."""
    made = [
        "".join(parts)
        for parts in product(_ONSETS.split(), _RIMES.split(), ["", "n", "ng", "m", "t"])
    ]
    random.Random(2026).shuffle(made)
    yield from made


def _store(db: Database, stock: _Stock, number: int, count: int) -> None:
    chance = np.random.default_rng(number)
    chosen = chance.integers(len(stock.sentences), size=(count, _SENTENCES))
    named = _number(number)
    title = " ".join(_words(stock, chosen[0, :1], chance)[:14])
    pieces = [" ".join(_words(stock, row, chance)) + _mention(chance) for row in chosen]
    pieces[0] = f"Số {named}\n{title}\n{pieces[0]}"
    pk = _store_document(db, number, named, title, "\n".join(pieces))
    vectors = _vectors(stock, chosen, chance)
    start = 0
    for position, (piece, vector) in enumerate(zip(pieces, vectors, strict=True)):
        end = start + len(piece)
        passage = db.execute(
            """INSERT INTO passages (document, position, start, "end", section, text, vector)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id""",
            [pk, position, start, end, f"Điều {position + 1}", piece, vector.tobytes()],
        ).fetchone()[0]
        mentioned = {(passage, ref.key, str(ref)) for ref in references.find(piece[-60:])}
        db.conn.executemany("INSERT INTO mentions VALUES (?, ?, ?)", sorted(mentioned))
        start = end + 1


def _store_document(db: Database, number: int, named: str, title: str, text: str) -> int:
    path = f"/made/{number:06}.txt"
    db.execute("INSERT INTO files (path, size, modified) VALUES (?, 0, 0)", [path])
    row = db.execute(
        """INSERT INTO documents (id, path, title, number, text, layout, digest)
        VALUES (?, ?, ?, ?, ?, '{"title": null, "pages": [], "headings": []}', ?) RETURNING pk""",
        [f"{number:06}", path, title, named, text, str(number)],
    ).fetchone()
    store_names(db, int(row[0]), named, title)
    return int(row[0])


def _number(place: int) -> str:
    """Most numbers carry their year; every fourth is of the Party and comes again."""
    if place % 4 == 0:
        return f"{place // 4 % 400 + 1}-{_PARTY[place % len(_PARTY)]}"
    year = _YEARS[place // _NUMBERS % len(_YEARS)]
    return f"{place % _NUMBERS + 1}/{year}/{_KINDS[place % len(_KINDS)]}"


def _mention(chance: np.random.Generator) -> str:
    if chance.random() > _MENTIONS:
        return ""
    return f" Thực hiện theo {_number(int(30_000 ** chance.random()))}."


def _words(stock: _Stock, sentences: IntArray, chance: np.random.Generator) -> list[str]:
    """The words of some sentences, many of them replaced: log-uniform ranks are Zipf's."""
    places = np.concatenate([stock.sentences[sentence] for sentence in sentences])
    replaced = chance.random(len(places)) < _REPLACED
    places[replaced] = len(stock.lexicon) ** chance.random(int(replaced.sum()))
    return list(stock.lexicon[places])


def _vectors(stock: _Stock, chosen: IntArray, chance: np.random.Generator) -> FloatArray:
    topic = stock.vectors[chosen[0, :2]].mean(axis=0) + _TOPIC_NOISE * _noise(stock, 1, chance)
    own = stock.vectors[chosen].mean(axis=1) - stock.vectors.mean(axis=0)
    amounts = chance.uniform(_LEAST_NOISE, _MOST_NOISE, size=(len(chosen), 1))
    return _unit(topic + _OWN * own + amounts * _noise(stock, len(chosen), chance))


def _noise(stock: _Stock, count: int, chance: np.random.Generator) -> FloatArray:
    white = chance.normal(size=(count, len(stock.shape))).astype(np.float32)
    noise: FloatArray = white @ stock.shape
    return noise


def _unit(points: FloatArray) -> FloatArray:
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)
