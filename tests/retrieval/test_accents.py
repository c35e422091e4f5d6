"""Accents put back: only where they are missing, only where they are sure."""

import re
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import readers
from index.text import fold, has_accents, tidy, tokens
from retrieval import syllables, train_accents
from retrieval.accents import restore
from retrieval.questions import parse
from retrieval.syllables import is_syllable, load, shipped

SAMPLES = Path(__file__).parents[2] / "samples"
SENTENCES = [
    line.strip()
    for path in sorted(SAMPLES.iterdir())
    for source in readers.read(path)
    if not isinstance(source, Exception)
    for line in train_accents.lines(source.text)
    if len(line.split()) > 3
]
RESTORED = [
    (
        "kho luu tru co dien tich toi thieu bao nhieu",
        "kho lưu trữ có diện tích tối thiểu bao nhiêu",
    ),
    ("ho so gom nhung gi", "hồ sơ gồm những gì"),
    ("cho hoi hom nay hop o dau", "cho hỏi hôm nay họp ở đâu"),
    ("ai ky van ban nay", "ai ký văn bản này"),
    ("the nao la bi mat nha nuoc", "thế nào là bí mật nhà nước"),
    ("nghi quyet 57 noi gi ve kinh phi", "nghị quyết 57 nói gì về kinh phí"),
    # what was typed with accents is evidence
    ("chi thi 05 về học tập", "chỉ thị 05 về học tập"),
    ("các dong chi bi thu chi bo", "các đồng chí bí thư chi bộ"),
    ("mua vé ở dau", "mua vé ở đâu"),
    # capitals stay where they are
    ("bi thu tinh uy Nghe An la ai", "bí thư tỉnh ủy Nghệ An là ai"),
    ("DANG UY KHOI CAC CO QUAN", "ĐẢNG ỦY KHỐI CÁC CƠ QUAN"),
    # codes stay as they are
    ("57-nq/tw cua bo chinh tri", "57-nq/tw của bộ chính trị"),
    ("van ban cua TU va UBND", "văn bản của TU và UBND"),
    ("gui ve abc@tinh-uy.gov.vn nhe", "gửi về abc@tinh-uy.gov.vn nhé"),
]


@pytest.mark.parametrize(("typed", "read"), RESTORED)
def test_missing_accents_are_put_back(typed: str, read: str) -> None:
    assert restore(typed, shipped()).text == read


@pytest.mark.parametrize(
    "text",
    [
        "NQ 57",
        "HD 37-HD/BTGTW",
        "05-ct/tw",
        "650.000 m2",
        "Ban Bí thư ban hành chỉ thị này cho ai",
        "ai cho Ban Bí thư",
        "https://dang.vn/van-ban-moi",
        "xyz qwrt",
        "",
    ],
)
def test_what_lacks_nothing_stays_byte_for_byte(text: str) -> None:
    assert restore(text, shipped()).text == text
    assert parse(text).understood is None


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SENTENCES))
def test_accented_text_stays_byte_for_byte(sentence: str) -> None:
    assert restore(sentence, shipped()).text == sentence


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=2).map(" ".join), st.data())
def test_only_bare_words_change_and_only_their_accents(text: str, data: st.DataObject) -> None:
    words = text.split()
    stripped = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    mixed = " ".join(fold(w) if s else w for w, s in zip(words, stripped, strict=True))
    read = restore(mixed, shipped()).text
    assert fold(read) == fold(mixed)
    for typed, new in zip(mixed.split(), read.split(), strict=True):
        assert new == typed or not has_accents(typed) or not typed.isalpha()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200).map(tidy))
def test_any_text_keeps_its_length_and_its_letters(text: str) -> None:
    restored = restore(text, shipped())
    assert len(restored.text) == len(text)
    assert fold(restored.text) == fold(text)
    assert 0 <= restored.sure <= 1


def _bare(text: str) -> str:
    pairs = zip(text, fold(text), strict=True)
    return "".join(plain.upper() if typed.isupper() else plain for typed, plain in pairs)


def test_unsure_syllables_stay_bare() -> None:
    """Alone, "thu" may be thư, thu, thủ, thứ, thử."""
    restored = restore("thu", shipped())
    assert (restored.text, restored.bare) == ("thu", 1)


def test_most_syllables_of_the_samples_come_back() -> None:
    text = [line for line in SENTENCES[:60] if not line.isupper()]
    wanted = [t.text for line in text for t in tokens(line)]
    got = [t.text for line in text for t in tokens(restore(_bare(line), shipped()).text)]
    right = [a == b for a, b in zip(wanted, got, strict=True) if is_syllable(a)]
    assert sum(right) >= 0.93 * len(right)


def test_a_question_is_embedded_with_its_accents_and_says_so() -> None:
    query = parse("kho luu tru co dien tich bao nhieu")
    assert query.text == "kho luu tru co dien tich bao nhieu"
    assert query.understood == query.embedded == "kho lưu trữ có diện tích bao nhiêu"
    assert query.accented
    assert {"kho", "lưu", "trữ"} <= set(query.content)


def test_the_shipped_model_is_small_sound_and_sorted() -> None:
    file = files("retrieval").joinpath("accents.npz")
    with file.open("rb") as opened:
        assert len(opened.read()) <= 10_000_000
    arrays = shipped()._arrays
    assert len(arrays.single) == len(arrays.syllables) + syllables.SPECIAL
    assert len(arrays.pair) == len(arrays.pair_keys) == len(arrays.pair_rest)
    assert len(arrays.triple) == len(arrays.triple_keys)
    assert (np.diff(arrays.pair_keys.astype(np.int64)) > 0).all()
    assert (np.diff(arrays.triple_keys.astype(np.int64)) > 0).all()


def test_what_follows_a_context_adds_up_to_one() -> None:
    model = shipped()
    size = len(model._arrays.single)
    every = np.arange(size)
    first, second = (np.full(size, model.ids[word]) for word in ("nghị", "quyết"))
    assert np.exp(model.log(first, second, every)).sum() == pytest.approx(1, abs=0.05)


def test_training_restores_its_texts_and_is_deterministic(tmp_path: Path) -> None:
    text = "Chuồn chuồn bay thấp thì mưa.\nBay cao thì nắng bay vừa thì râm.\n"
    (tmp_path / "a.txt").write_text(text * 20, encoding="utf-8")
    (tmp_path / "b.md").write_text(f"# Tục ngữ\n\n{text}", encoding="utf-8")
    outs = [tmp_path / "one.npz", tmp_path / "two.npz"]
    for out in outs:
        train_accents.write(out, train_accents.documents([tmp_path / "a.txt", tmp_path / "b.md"]))
    assert outs[0].read_bytes() == outs[1].read_bytes()
    read = restore("bay cao thi nang bay vua thi ram", load(outs[0])).text
    assert read == "bay cao thì nắng bay vừa thì râm"


def test_training_keeps_no_rare_sequence_seen_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bí mật riêng của ông ngoại.", encoding="utf-8")
    train_accents.write(tmp_path / "m.npz", train_accents.documents([tmp_path]))
    assert not {"riêng", "ngoại"} & set(load(tmp_path / "m.npz").ids)


def test_every_tenth_document_is_held_aside(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text(f"Văn bản thứ {number}.", encoding="utf-8")
    (tmp_path / "no.bin").write_bytes(b"\0")
    aside = list(train_accents.held_aside([tmp_path]))
    assert [re.findall(r"\d+", text) for text in aside] == [["0"], ["10"]]
    assert len(list(train_accents.trained([tmp_path]))) == 18
