"""What later messages took back: the words that no longer hold, and who replaced them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from retrieval.chat_statements import Statement
from retrieval.chat_values import Value

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """Words of a message that no longer hold, since the message `by` (its own id: the correction
    itself names them)."""

    start: int
    end: int
    slot: str
    value: str
    text: str
    by: int


@dataclass
class Changes:
    """`cuts` by statement; `linked`: messages whose values a statement replaced; `agreed`:
    the proposals that somebody said yes to, with the message that did; `void`: the statements that
    are called off, likewise.
    `shifted`: the day that "lùi 1 ngày", "hôm sau" comes to."""

    cuts: dict[Key, list[Cut]] = field(default_factory=lambda: defaultdict(list))
    linked: dict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))
    agreed: dict[Key, int] = field(default_factory=dict)
    shifted: dict[Key, date] = field(default_factory=dict)
    void: dict[Key, int] = field(default_factory=dict)

    def by_others(self, statement: Statement) -> set[int]:
        """The messages that replaced something of a statement."""
        return {cut.by for cut in self.cuts.get(statement.key, ())} - {statement.message.id}

    def live(self, statement: Statement) -> list[Value]:
        """The values of a statement that still hold."""
        cuts = self.cuts.get(statement.key, ())
        return [v for v in statement.values if not any(c.start <= v.start < c.end for c in cuts)]
