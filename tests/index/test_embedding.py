"""The seam: which models load, and what is said of those that do not."""

from pathlib import Path

import httpx
import numpy as np
import pytest

from index.embedding import load_embedder
from index.errors import ModelError
from tests.embedders import HashEmbedder


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise httpx.ConnectError("no network")

    monkeypatch.setattr(httpx, "head", refuse)


@pytest.mark.usefixtures("no_network")
class TestUnknownModel:
    @pytest.mark.parametrize("name", ["nobody/no-such-model", "khong-co", "./khong-co", "../x"])
    def test_name(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(ModelError) as caught:
            load_embedder(name, tmp_path)
        assert caught.value.subject == name

    def test_missing_folder(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError) as caught:
            load_embedder(str(tmp_path / "missing"), tmp_path)
        assert caught.value.subject == str(tmp_path / "missing")

    @pytest.mark.parametrize("content", [None, "{}", "not json"])
    def test_folder_without_a_model(self, content: str | None, tmp_path: Path) -> None:
        if content is not None:
            (tmp_path / "config.json").write_text(content)
        with pytest.raises(ModelError):
            load_embedder(str(tmp_path), tmp_path)


class TestHashEmbedder:
    """The stand-in of other tests keeps the promises of the seam."""

    def test_shapes_and_length(self) -> None:
        vectors = HashEmbedder().embed_passages(["Nghị quyết", "", "kế hoạch số 5"])
        assert vectors.shape == (3, 64)
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
        assert HashEmbedder().embed_passages([]).shape == (0, 64)

    def test_same_words_are_near_whatever_their_accents(self) -> None:
        passages = HashEmbedder().embed_passages(["Nghị quyết về đảng bộ", "thời tiết hôm nay"])
        scores = passages @ HashEmbedder().embed_question("nghi quyet dang bo")
        assert scores[0] > scores[1]
