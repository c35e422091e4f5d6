"""What is called off as a whole, and what takes place after all."""

from collections.abc import Sequence

from retrieval.chat_changed import CLOSE
from retrieval.chat_changing import called_off, days
from retrieval.chat_cuts import Changes
from retrieval.chat_patterns import pattern
from retrieval.chat_statements import Statement, content
from retrieval.chat_targets import BACK

_ROW = 80  # statements before, among which is what was called off
_OFF = pattern("nghỉ|tạm dừng|ngưng|ngừng|cấm|đóng cửa|hoãn")


def call_off(place: int, found: Sequence[Statement], threads: Sequence[int], made: Changes) -> None:
    """The statement at `place` calls off the message it replies to, or what of the talk shares
    its words."""
    own = found[place]
    own_days = days(own, called_off(own))
    for other in found[max(0, place - BACK) : place]:
        same = threads[other.place] == threads[own.place]
        replied = other.message.id == own.message.reply_to
        shared = len((other.words & own.words) - _places(other))
        timed = any(when.iso for when in other.times)
        if timed and own_days and days(other) and not own_days & days(other):
            continue  # another day is called off
        shared += bool(days(own) & days(other))
        if (replied and (timed or shared)) or (timed and shared >= (2 if same else 3)):
            made.void[other.key] = own.message.id
            made.linked[own.key].add(other.message.id)
        elif made.linked.get(other.key, set()) & made.linked.get(own.key, set()):
            made.void[other.key] = own.message.id  # it had moved what is called off


def take_up(place: int, found: Sequence[Statement], threads: Sequence[int], made: Changes) -> None:
    """ "mai vẫn học bình thường": what called it off no longer holds."""
    own = found[place]
    for other in found[max(0, place - _ROW) : place]:
        same = threads[other.place] == threads[own.place]
        if other.message.topic != own.message.topic or other.message.id == own.message.id:
            continue
        shared = len(own.words & other.words) + bool(days(own) & days(other))
        close = same and own.place - other.place <= CLOSE
        if (called_off(other) or _OFF.search(other.low)) and (shared >= 2 - same or close):
            made.void[other.key] = own.message.id
            made.linked[own.key].add(other.message.id)
            for gone in [k for k, by in made.void.items() if by == other.message.id]:
                del made.void[gone]


def _places(statement: Statement) -> frozenset[str]:
    """The words of the places that it names: two things may happen at one."""
    named = (v.text for v in statement.values if v.slot.startswith("place"))
    return frozenset().union(*map(content, named))
