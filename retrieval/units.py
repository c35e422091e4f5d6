"""What is quoted whole: a sentence, a heading with what it heads, a lead-in with its items."""

import re

from index.text import fold, sentences, starts_item

_HEADING_WORDS = 16
_ENDS = re.compile(r"[.!?…;,:]['\"”)]*$")
_ORDINAL_ITEM = re.compile(r"^\W*(mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) la\b|^\W*thu (nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi)\b")
_MOST_LISTED = 170  # words quoted of one enumeration

Bounds = tuple[int, int]


def units(text: str, start: int, end: int) -> list[Bounds]:
    """Half-open spans within `text[start:end]`, in order, not overlapping.

    A heading is joined to the sentence below it, and "... sau đây:" to its items as far as
    they fit, because neither says anything alone.
    """
    found: list[Bounds] = []
    waiting = False  # the last unit is a heading or lead-in that needs what follows
    listing = False  # the last unit is an enumeration that more items may join
    for a, b in sentences(text, start, end):
        piece = text[a:b]
        fits = found and len(text[found[-1][0] : b].split()) <= _MOST_LISTED
        if waiting or (listing and fits and is_item(piece)):
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
            listing = False
        leads_in = piece.rstrip().endswith(":")
        listing = listing or leads_in
        waiting = leads_in or _is_heading(piece)
    return found


def is_item(piece: str) -> bool:
    """Whether a sentence begins an item: "a) ...", "- ...", "Một là, ...", "Thứ hai, ..."."""
    return starts_item(piece) or bool(_ORDINAL_ITEM.match(fold(piece)))


def _is_heading(piece: str) -> bool:
    return len(piece.split()) <= _HEADING_WORDS and not _ENDS.search(piece)


_OPENING_WORDS = 90


def opening(text: str, start: int, end: int) -> Bounds:
    """The first units of `text[start:end]`, about a letterhead and a title long."""
    last = start
    for _, b in units(text, start, end):
        if last > start and len(text[start:b].split()) > _OPENING_WORDS:
            break
        last = b
    return start, last
