"""One run of `add` or `sync`: the files that it reads, the batches they make, how far it is and
what it did.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from index import intake, moves
from index.errors import BadMember, BadRecord, InputError, NoneRead, NothingToRead
from index.intake import Draft, FileState

_SHOWN = 10  # bad lines named of one file


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: files told of, of how many; the same in bytes; passages embedded."""

    files: int
    of: int
    bytes: int
    of_bytes: int
    passages: int


Progress = Callable[[Step], None]


@dataclass(slots=True)
class Report:
    """What a run did, in documents; `problems` are the inputs that could not be read."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    passages: int = 0
    problems: list[InputError] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether the corpus is another than before."""
        return bool(self.added or self.updated or self.moved or self.removed)

    @property
    def useful(self) -> bool:
        """Whether anything that was asked for is in the corpus now."""
        return self.changed or bool(self.unchanged)


@dataclass
class Reading:
    """A file that is read: its documents' keys and what was wrong inside it."""

    file: FileState
    keys: set[str] = field(default_factory=set)
    bad: list[BadRecord] = field(default_factory=list)
    passages: int = 0
    held: dict[str, tuple[str, str]] = field(default_factory=dict)  # key -> digest, marking

    @cached_property
    def digest(self) -> str:
        """Of its content."""
        return intake.content_digest(self.file.path)

    @property
    def again(self) -> bool:
        """Whether it may be read better once a program is there."""
        return any(each.again for each in self.bad)

    @property
    def problem(self) -> InputError | None:
        """What has to be said of it: bad lines, or nothing in it that could be found."""
        empty = not (self.passages or self.held)
        if not self.bad:
            return NothingToRead(self.file.path) if empty else None
        kinds = {type(each) for each in self.bad}
        kind = kinds.pop() if len(kinds) == 1 else BadMember
        if empty and not self.again:
            kind = NoneRead
        shown = ", ".join(each.detail for each in self.bad[:_SHOWN])
        more = ", …" if len(self.bad) > _SHOWN else ""
        return kind(self.file.path, shown + more)


@dataclass(slots=True)
class Batch:
    """Drafts that are stored together, and the files that are complete with them."""

    drafts: list[Draft] = field(default_factory=list)
    finished: list[Reading] = field(default_factory=list)
    failed: list[tuple[FileState, InputError]] = field(default_factory=list)

    @property
    def passages(self) -> int:
        return sum(len(draft.spans) for draft in self.drafts)


@dataclass(slots=True)
class Run:
    """One run of `add` or `sync`: its files and how far it is."""

    report: Report
    progress: Progress | None
    states: Mapping[Path, FileState]
    changed: Mapping[Path, FileState]
    heirs: moves.Heirs
    files: int = 0
    bytes: int = 0

    def tell(self, batch: Batch | None = None, passages: int = 0) -> None:
        """Says how far the run is, after a batch or some passages more."""
        if batch:
            done = [r.file for r in batch.finished] + [file for file, _ in batch.failed]
            self.files += len(done)
            self.bytes += sum(file.size for file in done)
        self.report.passages += passages
        if self.progress and self.changed:
            rest = len(self.states) - len(self.changed)
            size = sum(file.size for file in self.changed.values())
            self.progress(
                Step(rest + self.files, len(self.states), self.bytes, size, self.report.passages)
            )
