"""What of a document is not searched, as text and as a JSON record. Pure."""

import re
from typing import Any

from bot import texts
from index.text import shortened
from retrieval.catalogue import Cleaned

_SHOWN = 100  # characters of a line


def plain(found: Cleaned) -> str:
    """How much is marked, and each line of it."""
    quotes = [" ".join(found.text[a:b].split()) for a, b in found.noise]
    marked, words = sum(map(_count, quotes)), _count(found.text)
    head = (
        texts.NOISE_NONE
        if not marked
        else texts.NOISE.format(
            words=words, marked=marked, share=f"{marked / words:.1%}".replace(".", ",")
        )
    )
    return "\n".join([head, *(f"  {shortened(quote, _SHOWN)}" for quote in quotes)])


def record(found: Cleaned) -> dict[str, Any]:
    spans = [{"start": a, "end": b, "text": found.text[a:b]} for a, b in found.noise]
    return {"document_id": found.document_id, "words": _count(found.text), "noise": spans}


def _count(text: str) -> int:
    return len(re.findall(r"\w+", text))
