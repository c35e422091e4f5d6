"""`tracuu ask` with a language model: a real process, a real server."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot import texts
from tests.llm_server import KEY, MODEL, LlmServer, fails, says
from tests.test_cli import NUMBER, SAMPLES, tracuu


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("llm")
    assert tracuu("--data", folder, "index", "add", SAMPLES).returncode == 0
    return folder


def ask(data: Path, server: LlmServer, *arguments: str) -> tuple[str, str]:
    done = tracuu(
        *("--data", data, "ask", *arguments),
        TRACUU_LLM_URL=server.url,
        TRACUU_LLM_MODEL=MODEL,
        TRACUU_LLM_KEY=KEY,
    )
    assert done.returncode == 0, done.stderr
    assert KEY not in done.stdout + done.stderr
    return done.stdout, done.stderr


def record(data: Path, server: LlmServer, question: str) -> dict[str, Any]:
    return dict(json.loads(ask(data, server, "--json", question)[0]))


def test_the_answer_says_who_wrote_it(data: Path) -> None:
    with LlmServer(says("Một câu không có dấu nguồn.")) as server:
        plain = record(data, server, NUMBER)
    assert plain["written_by"] is None
    quote = " ".join(plain["citations"][0]["quote"].split())
    with LlmServer(says(f"{quote} [1].")) as server:
        written = record(data, server, NUMBER)
        shown, _ = ask(data, server, NUMBER)
    assert written["written_by"] == "model"
    assert written["text"].endswith("[1].")
    assert written["citations"] == plain["citations"]
    assert f"{texts.WRITTEN}\n" in shown
    assert shown.index(texts.WRITTEN) < shown.index(texts.QUOTED) < shown.index(texts.SOURCES)


def test_a_server_that_refuses_is_one_line_of_the_log(data: Path) -> None:
    with LlmServer(fails(401)) as server:
        shown, logged = ask(data, server, NUMBER)
    assert texts.SOURCES in shown
    assert texts.WRITTEN not in shown
    (line,) = logged.splitlines()
    assert "401" in line


def test_an_unanswerable_question_is_not_sent(data: Path) -> None:
    with LlmServer(says("Không [1].")) as server:
        assert record(data, server, "99-NQ/TU nói gì?")["written_by"] is None
    assert server.requests == []


def test_an_evaluation_asks_no_language_model(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps({"id": "1", "question": NUMBER, "answerable": False}) + "\n")
    with LlmServer(fails(500)) as server:
        done = tracuu(
            *("--data", data, "eval", path),
            TRACUU_LLM_URL=server.url,
            TRACUU_LLM_MODEL=MODEL,
        )
    assert (done.returncode, server.requests) == (0, []), done.stderr
