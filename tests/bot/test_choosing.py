"""Choosing a document on the terminal: its number asks the question again, of it alone."""

import io
import sys

import click
import pytest

from bot import terminal, texts
from tests.bot.stand_in import PARTS, StandIn


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    lines = io.TextIOWrapper(io.BytesIO(request.param.encode()))
    monkeypatch.setattr(sys, "stdin", lines)


@pytest.mark.parametrize("typed", ["87/2025/QĐ-UBND nói gì?\n2\n"], indirect=True)
def test_a_number_chooses(typed: None, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.chat(StandIn())  # type: ignore[arg-type]
    printed = " ".join(capsys.readouterr().out.split())
    assert "1. Số 87/2025/QĐ-UBND, ngày 01/11/2025 Quyết định về chợ" in printed
    assert " ".join(PARTS[1].split())[:60] in printed


@pytest.mark.parametrize("typed", ["87/2025/QĐ-UBND nói gì?\n7\n"], indirect=True)
def test_a_number_that_was_not_offered(typed: None, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.chat(StandIn())  # type: ignore[arg-type]
    assert texts.CLI_NOT_OFFERED.format(place=7) in capsys.readouterr().out


def test_a_place_given_with_the_question_chooses(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.answer_one(StandIn(), "87/2025/QĐ-UBND nói gì?", as_json=False, pick=2)  # type: ignore[arg-type]
    printed = " ".join(capsys.readouterr().out.split())
    assert " ".join(PARTS[1].split())[:60] in printed


def test_a_place_that_was_not_offered_is_an_error() -> None:
    with pytest.raises(click.ClickException, match="thứ 7"):
        terminal.answer_one(StandIn(), "87/2025/QĐ-UBND nói gì?", as_json=False, pick=7)  # type: ignore[arg-type]
