"""The figures of `make bench-retrieval`, and its rows that need no packages of others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import question_sets
from benchmarks.ablation import VARIANTS, Variant, searching
from benchmarks.metrics import mrr, recall
from benchmarks.peers import LIMIT, Stored, stored
from benchmarks.question_sets import QuestionSet, question_set
from benchmarks.retrieval import compared, rank_of
from index.corpus import Corpus
from index.database import open_database
from index.embedding import FloatArray
from index.view import CorpusView
from retrieval.answering import Answerer
from retrieval.evaluation import Example
from tests.embedders import HashEmbedder

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "tests" / "questions_samples.jsonl"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> QuestionSet:
    data = tmp_path_factory.mktemp("samples")
    db = open_database(data)
    Corpus(db, data, HashEmbedder).add([ROOT / "samples"])
    db.close()
    return question_set("samples", data, QUESTIONS)


@pytest.fixture
def view(asked: QuestionSet) -> Iterator[CorpusView]:
    opened = CorpusView(asked.data, HashEmbedder.identity)
    yield opened
    opened.close()


def test_recall_counts_ranks_up_to_k() -> None:
    ranks = [1, 2, 5, 6, None]
    assert [recall(ranks, k) for k in (1, 2, 5, 10)] == [0.2, 0.4, 0.6, 0.8]


def test_mrr_is_the_mean_of_reciprocal_ranks_to_ten() -> None:
    assert mrr([1, 2, None, 10]) == pytest.approx((1 + 1 / 2 + 0 + 1 / 10) / 4)
    assert mrr([11]) == 0


def passages(*documents: str) -> list[Stored]:
    return [Stored(i, name, f"/{name}.txt", f"đoạn {i}") for i, name in enumerate(documents)]


def test_a_document_counts_once_where_documents_are_right() -> None:
    example = Example("e", "?", answerable=True, documents=frozenset({"c"}))
    assert rank_of(example, passages("a", "a", "b", "a", "c")) == 3
    assert rank_of(example, passages("a", "b")) is None


def test_passages_are_judged_one_by_one_where_their_words_are_right() -> None:
    example = Example("e", "?", answerable=True, files=frozenset({"a.txt"}), gold=("đoạn 2",))
    assert rank_of(example, passages("a", "a", "a")) == 3
    assert rank_of(example, passages("a", "a", "b")) is None


def test_only_ten_ranks_count() -> None:
    example = Example("e", "?", answerable=True, documents=frozenset({"11"}))
    assert rank_of(example, passages(*map(str, range(1, 12)))) is None
    assert rank_of(example, passages(*map(str, range(2, 12)))) == 10


def test_rows_run_over_the_samples(asked: QuestionSet, view: CorpusView) -> None:
    runs = compared(view, stored(view, HashEmbedder()), asked.examples, ["vectors alone (exact)"])
    assert list(runs) == ["tracuu", "vectors alone (exact)"]
    for run in runs.values():
        assert len(run.ranks) == len(run.milliseconds) == len(asked.examples)
    assert runs["tracuu"].quality > runs["vectors alone (exact)"].quality


def test_the_whole_search_is_the_search_of_an_answer(asked: QuestionSet, view: CorpusView) -> None:
    embedder = HashEmbedder()
    answerer = Answerer(view, embedder)
    whole = searching(view, embedder.embed_question, Variant())
    for example in (*asked.examples, *asked.unaccented().examples):
        wanted = [hit.passage.id for hit in answerer.find(example.question, LIMIT)]
        assert whole(example.question) == wanted


@pytest.mark.parametrize("name", [name for name in VARIANTS if name != "everything"])
def test_every_part_left_out_changes_some_list(
    name: str, asked: QuestionSet, view: CorpusView
) -> None:

    def embed(text: str) -> FloatArray:
        return HashEmbedder().embed_question(ascii(text))  # accents tell words apart

    whole, part = (searching(view, embed, VARIANTS[each]) for each in ("everything", name))
    questions = [e.question for e in (*asked.examples, *asked.unaccented().examples)]
    assert any(whole(question) != part(question) for question in questions)


def test_questions_without_a_document_here_are_left_out(asked: QuestionSet, tmp_path: Path) -> None:
    assert all(example.answerable for example in asked.examples)
    elsewhere = tmp_path / "elsewhere.jsonl"
    elsewhere.write_text(
        '{"id": "1", "question": "?", "answerable": true, "doc": ["x.txt"], "gold": ["y"]}'
    )
    assert question_set("elsewhere", asked.data, elsewhere).examples == []


def test_without_accents_everything_else_stays() -> None:
    example = Example("e", "Điều 5 nói gì về Lam Hà?", answerable=True)
    bare = QuestionSet("s", Path(), [example]).unaccented()
    assert [e.question for e in bare.examples] == ["Dieu 5 noi gi ve Lam Ha?"]
    assert [e.id for e in bare.examples] == ["e"]


def test_thinning_spreads_over_the_set() -> None:
    examples = [Example(str(i), "?", answerable=True) for i in range(10)]
    kept = QuestionSet("s", Path(), examples).thinned(4).examples
    assert [e.id for e in kept] == ["0", "3", "6", "9"]


def test_every_set_of_a_folder_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: QuestionSet
) -> None:
    one = tmp_path / "one"
    one.mkdir()
    (one / "passages.jsonl").write_text('{"id": "p", "text": "Trụ sở mở cửa lúc bảy giờ."}')
    (one / "questions.jsonl").write_text(
        '{"id": "1", "question": "Mấy giờ mở cửa?", "passage_ids": ["p"], "answerable": true}'
    )
    (tmp_path / "two.jsonl").write_text(QUESTIONS.read_text("utf-8"))
    monkeypatch.setenv("SETS", str(tmp_path))
    monkeypatch.setenv("DATA", str(asked.data))
    monkeypatch.setattr(question_sets, "WORK", tmp_path / "work")
    indexed: list[list[Path]] = []

    def index(called: Path, paths: list[Path]) -> Path:
        data = tmp_path / called.name / "data"
        db = open_database(data)
        Corpus(db, data, HashEmbedder).add(paths)
        db.close()
        indexed.append(paths)
        return data

    monkeypatch.setattr(question_sets, "_indexed", index)
    found = list(question_sets.named())
    assert [(each.name, len(each.examples)) for each in found] == [
        ("one", 1),
        ("two", len(asked.examples)),
    ]
    assert indexed == [[one / "passages.jsonl"]]
    assert found[1].data != asked.data
