"""One sentence for every error and every reason."""

import pytest

from bot import texts
from index import errors
from retrieval.types import Reason

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_has_a_sentence_with_its_subject(kind: type[errors.TracuuError]) -> None:
    sentence = texts.describe(kind("/du lieu/{x}.txt", "detail"))
    assert "/du lieu/{x}.txt" in sentence
    assert "\n" not in sentence
    assert kind.__name__ not in sentence


def test_limits_and_what_is_inside_others_are_told_in_words() -> None:
    assert "(2000 tệp bên trong)" in texts.describe(errors.TooLarge("a.zip", "2000 members"))
    assert "(64 MB)" in texts.describe(errors.TooLarge("a.txt", "64 MB"))
    inside = errors.BadMember("a.zip", "b (1).dwg (FormatUnknown), c/d.doc (Encrypted), …")
    assert "b (1).dwg (loại tệp chưa đọc được), c/d.doc (có mật khẩu), …" in texts.describe(inside)


def test_a_new_error_gets_the_sentence_of_its_parent() -> None:
    class Torn(errors.Damaged):
        pass

    assert texts.describe(Torn("a.txt")) == texts.describe(errors.Damaged("a.txt"))


def test_what_nobody_expected_shows_nothing_of_the_inside() -> None:
    assert texts.describe(ValueError("secret detail")) == texts.UNEXPECTED


def test_every_reason_has_a_sentence() -> None:
    assert set(texts.NO_ANSWER) == set(Reason)


def test_a_press_shows_at_most_200_characters() -> None:
    shown = (texts.FAILED, texts.NOT_ALLOWED_PRESS, texts.PASSAGE_GONE, texts.BUTTON_OLD)
    assert all(len(text) <= 200 for text in shown)
