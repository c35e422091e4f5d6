"""What a reader knew of a document comes back from the database as it was."""

from index import layout
from index.types import Heading, Source


def test_a_source_comes_back_whole() -> None:
    source = Source(
        "Điều 1\nTrang 1", "a", "Tập", "https://lamha.test", (0, 7), (Heading(0, 6, 2),), True,
        ((7, 14),),
    )  # fmt: skip
    written = layout.written(source)
    assert layout.read(source.text, "a", source.origin, written) == source
    assert layout.noise(written) == ((7, 14),)
