"""A short yes takes what was asked for or proposed: "được", "đồng ý", "ok e"."""

from collections.abc import Mapping, Sequence

from retrieval import chat_words as words
from retrieval.chat_statements import Statement

_FEW = 2  # words of its own that a yes may have which follows in another talk
_SHORT = 14  # words of an agreement


def accepted(
    place: int, found: Sequence[Statement], threads: Sequence[int],
    by_message: Mapping[int, Sequence[int]],
) -> int | None:  # fmt: skip
    """The place of the proposal that the statement at `place` agrees to: what it replies to, else
    what was said to its sender just before."""
    own = found[place]
    if not words.AGREEING.match(own.low) or len(own.low.split()) > _SHORT:
        return None
    before = by_message.get(own.message.reply_to or -1, ())
    if own.message.reply_to is None:
        before = [
            p for p in range(max(0, place - 3), place)
            if own.place - found[p].place <= 2
            and found[p].message.sender_id != own.message.sender_id
            and (threads[found[p].place] == threads[own.place] or len(own.words) <= _FEW)
        ]  # fmt: skip
    plain = words.GRANTING.fullmatch(own.low.strip(" .!ạ"))
    asked = [
        p for p in before
        if words.REQUESTING.search(found[p].low) or (plain and words.OFFERING.match(found[p].low))
    ]  # fmt: skip
    return asked[-1] if asked else None
