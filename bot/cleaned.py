"""What of a document is not searched, as text and as a JSON record. Pure."""

import re
from typing import Any

from bot import texts
from retrieval.catalogue import Cleaned

_SHOWN = 100  # characters of a line


def plain(found: Cleaned) -> str:
    """How much is marked, and each line of it."""
    marked, words = sum(map(_count, _quotes(found))), _count(found.text)
    head = (
        texts.NOISE_NONE
        if not marked
        else texts.NOISE.format(
            words=words, marked=marked, share=f"{marked / words:.1%}".replace(".", ",")
        )
    )
    return "\n".join([head, *(f"  {_short(quote)}" for quote in _quotes(found))])


def record(found: Cleaned) -> dict[str, Any]:
    spans = [{"start": a, "end": b, "text": found.text[a:b]} for a, b in found.noise]
    return {"document_id": found.document_id, "words": _count(found.text), "noise": spans}


def _quotes(found: Cleaned) -> list[str]:
    return [found.text[a:b] for a, b in found.noise]


def _count(text: str) -> int:
    return len(re.findall(r"\w+", text))


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + "…"
