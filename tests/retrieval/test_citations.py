"""Nothing unverified is ever sent."""

from dataclasses import replace

import pytest

from index.types import Document, Passage
from retrieval.citations import cite, verify
from retrieval.types import Hit

TEXT = "Mở đầu. Mức hỗ trợ là 60 triệu đồng. Hết."
DOCUMENT = Document("a", "/kho/a.txt", "Tên", TEXT, "03-CT/TU")
HIT = Hit(Passage(7, "a", 8, 36, TEXT[8:36]), DOCUMENT, 0.9, 1)


def test_a_citation_carries_its_place_and_source() -> None:
    (citation,) = cite([(HIT, 8, 36)])

    assert citation.quote == "Mức hỗ trợ là 60 triệu đồng."
    assert (citation.marker, citation.source, citation.number) == (1, "/kho/a.txt", "03-CT/TU")
    assert TEXT[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    "hit",
    [
        pytest.param(
            replace(HIT, passage=replace(HIT.passage, text="Chữ khác.")), id="stale passage"
        ),
        pytest.param(
            replace(HIT, document=replace(DOCUMENT, text="Chữ khác hẳn." * 9)), id="new text"
        ),
    ],
)
def test_a_span_that_is_not_verbatim_is_left_out(hit: Hit) -> None:
    assert cite([(hit, 8, 36)]) == ()


def test_an_altered_quote_does_not_verify() -> None:
    (citation,) = cite([(HIT, 8, 36)])

    assert verify(citation, DOCUMENT)
    assert not verify(replace(citation, quote="Mức hỗ trợ là 90 triệu đồng."), DOCUMENT)
    assert not verify(replace(citation, start=0, end=7, quote="Mở đầu."), DOCUMENT)


def test_markers_have_no_gap_where_a_span_was_left_out() -> None:
    stale = replace(HIT, passage=replace(HIT.passage, text="Chữ khác."))

    assert [c.marker for c in cite([(HIT, 8, 36), (stale, 8, 36), (HIT, 8, 20)])] == [1, 2]


def test_the_page_of_a_citation_is_where_its_quote_begins() -> None:
    paged = replace(DOCUMENT, pages=(0, 20))
    hit = replace(HIT, document=paged, passage=replace(HIT.passage, page=1))

    assert [c.page for c in cite([(hit, 8, 36), (hit, 22, 36)])] == [1, 2]
