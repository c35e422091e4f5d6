"""The metric of `make bench-readers`: what counts, and what costs nothing."""

import pytest

from benchmarks.accuracy import measure, total

TRUTH = "Căn cứ Nghị định số 61; theo đề nghị của Sở Nội vụ."


@pytest.mark.parametrize(
    ("read", "diacritics"),
    [
        pytest.param(TRUTH, 1.0, id="the same"),
        pytest.param(TRUTH.replace(" ", "\n\n"), 1.0, id="other white space"),
        pytest.param("Mục lục. " + TRUTH, 1.0, id="more than the transcript"),
        pytest.param("Can cu Nghi dinh so 61; theo de nghi cua So Noi vu.", 0.0, id="no accents"),
        pytest.param("", 0.0, id="nothing"),
    ],
)
def test_diacritics(read: str, diacritics: float) -> None:
    assert measure(read, TRUTH).diacritics == diacritics


def test_files_weigh_as_much_as_they_are_long() -> None:
    good, bad = measure(TRUTH * 3, TRUTH * 3), measure("", TRUTH)
    assert total([good, bad]).diacritics == pytest.approx(0.75)
