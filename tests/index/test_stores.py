"""The two indexes against what they stand for: all cosines, all words."""

import re
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index import lexical, vectors
from index.lexical import Entry, WordIndex
from index.text import tokens
from index.vectors import VectorIndex

Matrix = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


def clustered(count: int, dimension: int = 64, seed: int = 7) -> Matrix:
    """Unit vectors around forty centres, as real texts have topics."""
    centres = np.random.default_rng(0).normal(size=(40, dimension))
    random = np.random.default_rng(seed)
    points = centres[random.integers(0, 40, count)] + random.normal(size=(count, dimension)) * 0.6
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def saved(ids: Ids, matrix: Matrix, folder: Path) -> VectorIndex:
    read = partial(rows_of, ids, matrix)
    vectors.save(vectors.build(ids, read), folder / "vectors")
    return VectorIndex(folder / "vectors")


def rows_of(ids: Ids, matrix: Matrix, wanted: Ids) -> Matrix:
    return matrix[np.searchsorted(ids, wanted)]


def forced(kind: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table's kind for any number of vectors; IVF's many lists need far more of them."""
    chosen = vectors._KINDS[kind]
    factory = re.sub(r"IVF\d+", "IVF64", chosen.factory)
    monkeypatch.setattr(
        vectors, "_KINDS", (vectors._Kind(float("inf"), factory, chosen.parameters),)
    )


def nearest(matrix: Matrix, question: Matrix, limit: int) -> list[int]:
    return [int(row) for row in np.argsort(-(matrix @ question), kind="stable")[:limit]]


class TestExact:
    @pytest.mark.parametrize("count", [1, 5, 700])
    def test_ids_and_cosines_are_those_of_brute_force(self, count: int, tmp_path: Path) -> None:
        matrix = clustered(count)
        ids = np.arange(count, dtype=np.int64) * 3 + 1000
        index = saved(ids, matrix, tmp_path)
        assert len(index) == count
        for question in clustered(20, seed=8):
            found = index.search(question, 10)
            expected = nearest(matrix, question, 10)
            assert list(found) == [ids[row] for row in expected]
            assert list(found.values()) == pytest.approx(
                [float(matrix[row] @ question) for row in expected], abs=1e-5
            )

    def test_a_limit_above_the_size_gives_all(self, tmp_path: Path) -> None:
        index = saved(np.arange(5, dtype=np.int64), clustered(5), tmp_path)
        assert set(index.search(clustered(1)[0], 50)) == set(range(5))

    def test_a_passage_is_its_own_nearest(self, tmp_path: Path) -> None:
        matrix = clustered(50)
        index = saved(np.arange(50, dtype=np.int64), matrix, tmp_path)
        for row, vector in enumerate(matrix):
            ((first, score),) = index.search(vector, 1).items()
            assert first == row
            assert score == pytest.approx(1)


KINDS = pytest.mark.parametrize(
    "kind", range(len(vectors._KINDS)), ids=[kind.factory for kind in vectors._KINDS]
)


class TestKinds:
    @KINDS
    def test_recall(self, kind: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Looked for are eighty, as `retrieval.search` does; compared are the best ten."""
        forced(kind, monkeypatch)
        matrix = clustered(6000)
        index = saved(np.arange(6000, dtype=np.int64), matrix, tmp_path)
        kept = [
            len(set(list(index.search(question, 80))[:10]) & set(nearest(matrix, question, 10)))
            for question in clustered(100, seed=9)
        ]
        assert np.mean(kept) / 10 >= 0.95

    @KINDS
    def test_in_slices_is_as_whole(
        self, kind: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        forced(kind, monkeypatch)
        ids, matrix = np.arange(6000, dtype=np.int64) * 2, clustered(6000)
        whole = saved(ids, matrix, tmp_path)
        monkeypatch.setattr(vectors, "_SLICE", 700)
        sliced = saved(ids, matrix, tmp_path)
        for question in clustered(20, seed=9):
            assert sliced.search(question, 80) == whole.search(question, 80)

    def test_no_more_than_a_slice_is_read_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(vectors, "_SLICE", 700)
        ids, matrix, sizes = np.arange(6000, dtype=np.int64), clustered(6000), list[int]()

        def read(wanted: Ids) -> Matrix:
            sizes.append(len(wanted))
            return rows_of(ids, matrix, wanted)

        assert vectors.build(ids, read).ntotal == 6000
        assert max(sizes) == 700

    @KINDS
    def test_confined_finds_all_that_are_allowed(
        self, kind: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        forced(kind, monkeypatch)
        ids, matrix = np.arange(6000, dtype=np.int64) * 3 + 1000, clustered(6000)
        index = saved(ids, matrix, tmp_path)
        allowed = ids[::200]
        for question in clustered(20, seed=9):
            exact = rows_of(ids, matrix, allowed) @ question
            found = index.search(question, 50, frozenset(map(int, [*allowed, 5, 999_999])))
            assert set(found) == set(map(int, allowed))
            assert list(found.values()) == sorted(found.values(), reverse=True)
            assert [found[int(i)] for i in allowed] == pytest.approx(list(exact), abs=0.02)

    @KINDS
    @pytest.mark.parametrize("compared", [0, 20_000], ids=["searched widely", "all compared"])
    def test_a_reader_of_some_passages_finds_the_nearest_of_those(
        self, kind: int, compared: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        forced(kind, monkeypatch)
        monkeypatch.setattr(vectors, "_COMPARED", compared)
        ids, matrix = np.arange(6000, dtype=np.int64) * 3 + 1000, clustered(6000)
        allowed = ids[::7]
        index = saved(ids, matrix, tmp_path).among(np.append(allowed, 5))
        assert len(index) == len(allowed)
        kept = rows_of(ids, matrix, allowed)
        hits = 0
        for question in clustered(20, seed=9):
            found = index.search(question, 10)
            assert len(found) == 10
            assert set(found) <= set(map(int, allowed))
            hits += len(set(found) & {int(allowed[row]) for row in nearest(kept, question, 10)})
            among = index.search(question, 10, frozenset({1000, 1003}))
            assert set(among) == {1000}
        assert hits >= 0.9 * 20 * 10

    def test_confined_to_nothing_finds_nothing(self, tmp_path: Path) -> None:
        index = saved(np.arange(50, dtype=np.int64), clustered(50), tmp_path)
        assert index.search(clustered(1)[0], 5, frozenset()) == {}


def test_the_kind_goes_by_size() -> None:
    names = [vectors._kind(count).factory for count in (0, 20_000, 20_001, 300_000, 300_001)]
    assert [name.split(",")[0] for name in names] == [
        "Flat", "Flat", "PQ{m}x4fs", "PQ{m}x4fs", "IVF1024",
    ]  # fmt: skip


PASSAGES = {
    11: "Đảng ủy Ủy ban nhân dân tỉnh lãnh đạo việc bố trí kinh phí.",
    12: "Dang uy xa hop. Uy ban nhan dan phuong to chuc hoi nghi.",
    25: "Hỗ trợ 60 triệu đồng cho một căn nhà xây mới.",
    31: "Số 12-NQ/TU về chuyển đổi số.",
    40: "Trồng 200.000 cây xanh; hoà giải ở cơ sở.",
}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    folder = tmp_path_factory.mktemp("words")
    headings, closed = {25: "Báo cáo về nhà ở cho hộ nghèo"}, {11: "kin", 40: "kin"}
    lexical.build(
        (
            Entry(id_, text, headings.get(id_, ""), closed.get(id_, "chung"))
            for id_, text in PASSAGES.items()
        ),
        folder,
    )
    return WordIndex(folder)


def found(words: WordIndex, question: str, limit: int = 10) -> list[int]:
    return list(words.search(tokens(question), limit))


class TestWords:
    @pytest.mark.parametrize(
        ("question", "first"),
        [
            pytest.param("ủy ban nhân dân", 11, id="accents prefer accents"),
            pytest.param("bố trí kinh phí", 11, id="accented"),
            pytest.param("bo tri kinh phi", 11, id="typed without accents"),
            pytest.param("ho tro xay moi", 25, id="two words without accents"),
            pytest.param("hòa giải", 40, id="tone mark placed the other way"),
            pytest.param("HỖ TRỢ", 25, id="capitals"),
            pytest.param("200000", 40, id="number without its dots"),
            pytest.param("nq 12", 31, id="letters and digits of a number"),
            pytest.param("hộ nghèo", 25, id="word of a heading"),
            pytest.param("đồng", 25, id="one word"),
        ],
    )
    def test_finds(self, words: WordIndex, question: str, first: int) -> None:
        assert found(words, question)[0] == first

    @pytest.mark.parametrize("question", ["", "😀", "ฉันรัก", "zzz", "-- /"])
    def test_nothing_where_no_word_is_known(self, words: WordIndex, question: str) -> None:
        assert found(words, question) == []

    def test_scores_fall_and_the_limit_holds(self, words: WordIndex) -> None:
        hits = words.search(tokens("ủy ban nhân dân tỉnh tổ chức hội nghị hỗ trợ số"), 3)
        scores = list(hits.values())
        assert len(scores) == 3
        assert scores == sorted(scores, reverse=True)
        assert scores[-1] > 0

    def test_confined_finds_the_best_of_the_allowed(self, words: WordIndex) -> None:
        free = words.search(tokens("ủy ban nhân dân hỗ trợ"), 10)
        assert {11, 12, 25} <= set(free)
        assert words.search(tokens("ủy ban nhân dân hỗ trợ"), 10, frozenset({12, 25, 99})) == {
            passage: pytest.approx(score) for passage, score in free.items() if passage in (12, 25)
        }
        assert words.search(tokens("ủy ban"), 10, frozenset()) == {}

    def test_what_is_left_out_is_neither_found_nor_counted(self, words: WordIndex) -> None:
        seen = words.without(["kin"])
        assert found(words, "ủy ban nhân dân") == [11, 12]
        assert found(seen, "ủy ban nhân dân") == [12]
        assert found(seen, "cây xanh") == []
        assert (len(words), len(seen)) == (5, 3)
        assert (words.frequency("uy_ban"), seen.frequency("uy_ban")) == (2, 1)
        assert (words.spelled("xanh"), seen.spelled("xanh")) == (1, 0)

    def test_leaves_out_the_commonest_terms_when_there_is_too_much_to_read(
        self, words: WordIndex, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert set(found(words, "uy ban can nha")) == {11, 12, 25}
        monkeypatch.setattr(lexical, "_MOST_READ", 2)
        assert found(words, "uy ban can nha") == [25]
        monkeypatch.setattr(lexical, "_MOST_READ", 0)
        assert found(words, "uy ban") != []

    def test_how_often_a_word_stands(self, words: WordIndex) -> None:
        assert len(words) == len(PASSAGES)
        assert words.frequency("uy") == 2
        assert words.frequency("uy_ban") == 2
        assert words.frequency("khong_co") == 0

    def test_an_endless_word_harms_nothing(self, tmp_path: Path) -> None:
        lexical.build([Entry(1, "a" * 200_000, ""), Entry(2, "ngắn gọn", "")], tmp_path)
        assert found(WordIndex(tmp_path), "ngắn") == [2]
        assert found(WordIndex(tmp_path), "a" * 200_000) in ([], [1])
