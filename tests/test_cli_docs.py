"""`tracuu docs` and `tracuu doc` as people and scripts meet them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot import texts
from tests.test_cli import SAMPLES, tracuu

FIELDS = {
    *("id", "number", "kind", "issuer", "date", "title", "source", "copies", "is_report"),
    *("validity", "signer", "effective", "outline", "changed_by", "relations", "mentioned_in"),
    "candidates",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    assert tracuu("--data", folder, "index", "add", SAMPLES).returncode == 0
    return folder


def record(data: Path, *typed: str) -> dict[str, Any]:
    done = tracuu("--data", data, "doc", *typed, "--json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_record_of_a_document(data: Path) -> None:
    found = record(data, "nghi", "quyet", "12")
    assert set(found) == FIELDS
    assert (found["number"], found["kind"], found["date"]) == (
        "12-NQ/TU",
        "Nghị quyết",
        "2026-03-18",
    )
    (replaced,) = [link for link in found["relations"] if link["kind"] == "replaces"]
    assert (replaced["number"], replaced["document_id"]) == ("07-NQ/TU", "07-nq-tu")
    assert "45/KH-UBND" in [link["number"] for link in found["mentioned_in"]]


def test_the_record_of_what_is_only_mentioned(data: Path) -> None:
    found = record(data, "33/2024/QH15")
    assert (found["source"], found["number"]) == (None, "33/2024/QH15")
    assert found["mentioned_in"]


def test_the_card_for_people(data: Path) -> None:
    done = tracuu("--data", data, "doc", "07-NQ/TU")
    assert texts.CARD_VALIDITY.format(value=texts.VALIDITY["replaced"]) in done.stdout
    assert "Thay thế: 12-NQ/TU" in done.stdout


def test_a_section(data: Path) -> None:
    done = tracuu("--data", data, "doc", "HD08", "--section", "Điều 5")
    assert done.stdout.startswith("Điều 5. Số lượng\n")
    missing = tracuu("--data", data, "doc", "HD08", "--section", "Điều 55")
    assert missing.returncode == 1
    assert texts.NO_SECTION.format(section="Điều 55") in missing.stderr


def test_an_ambiguous_title_gives_candidates_and_status_two(data: Path) -> None:
    done = tracuu("--data", data, "doc", "thông báo")
    assert done.returncode == 2
    assert "15-TB/VPTU" in done.stdout
    assert "16-TB/VPTU" in done.stdout


def test_nothing_of_that_name(data: Path) -> None:
    done = tracuu("--data", data, "doc", "99-NQ/TU")
    assert (done.returncode, done.stdout) == (1, "")
    assert texts.DOC_UNKNOWN.format(typed="99-NQ/TU") in done.stderr


def test_the_list_and_its_filters(data: Path) -> None:
    done = tracuu("--data", data, "docs", "--validity", "replaced", "--json")
    (item,) = json.loads(done.stdout)
    assert (item["number"], item["validity"]) == ("07-NQ/TU", "replaced")
    assert "12-NQ/TU" in tracuu("--data", data, "docs", "--kind", "nghị quyết").stdout
    assert tracuu("--data", data, "docs", "--year", 1999).stdout.strip() == texts.DOCS_NONE


@pytest.mark.parametrize(("length", "most"), [("ngan", 5), ("vừa", 12), ("DÀI", 25)])
def test_a_digest_of_the_length_asked_for(data: Path, length: str, most: int) -> None:
    done = tracuu("--data", data, "doc", "12-NQ/TU", "--summary", "--length", length)
    assert done.returncode == 0, done.stderr
    assert 0 < len(re.findall(r"\[\d+\]$", done.stdout, re.MULTILINE)) <= most
    assert "(mục V.1)" in done.stdout


def test_the_record_of_a_digest_is_verbatim(data: Path) -> None:
    done = tracuu("--data", data, "doc", "nq", "07", "--summary", "--json")
    found = json.loads(done.stdout)
    text = (SAMPLES / "07-NQ-TU.txt").read_text("utf-8")
    assert (found["number"], found["length"]) == ("07-NQ/TU", "vừa")
    assert found["notices"][0]["by"]["number"] == "12-NQ/TU"
    for point in found["points"]:
        cited = point["citation"]
        assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_a_digest_of_what_is_not_there_or_not_clear(data: Path) -> None:
    unknown = tracuu("--data", data, "doc", "99-NQ/TU", "--summary")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    several = tracuu("--data", data, "doc", "thông", "báo", "--summary")
    assert several.returncode == 2
    for wrong in (["--length", "ngắn"], ["--summary", "--section", "Điều 1"]):
        assert tracuu("--data", data, "doc", "07-NQ/TU", *wrong).returncode == 2


def test_what_is_not_searched(data: Path) -> None:
    done = tracuu("--data", data, "doc", "03-CT/TU", "--noise")
    assert done.stdout.startswith("Trước khi làm sạch: ")
    assert "\n  Nơi nhận:\n" in done.stdout
    assert "Hà Thị Lan Chi" not in done.stdout
    found = json.loads(tracuu("--data", data, "doc", "03-CT/TU", "--noise", "--json").stdout)
    assert found["noise"][0]["text"] == "Nơi nhận:"
    assert tracuu("--data", data, "doc", "03-CT/TU", "--noise", "--summary").returncode == 2
