"""Documents that are marked as secret or for internal use are not taken in: they wait, unread by
anybody, until an admin releases them. Of their text nothing is kept.

The mark is looked for where offices put it: alone in a line or a cell of the letterhead (MẬT, TỐI
MẬT, TUYỆT MẬT, "Độ mật: ...", "Lưu hành nội bộ"), as scans and typists spell it too. A text that
speaks of secrets ("bảo vệ bí mật nhà nước") says so in sentences and titles, never so.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from index.errors import Classified, DocumentUnknown
from index.text import fold

_HEAD = 2_000  # characters in which a letterhead ends, also one that a scan has torn apart
_LINES = 45
_CELLS = re.compile(r"\s{2,}|[\t|]+")
_LEVELS = {"tuyet mat": "TUYỆT MẬT", "toi mat": "TỐI MẬT", "mat": "MẬT"}
_LEVEL = r"(?P<level>tuyet mat|toi mat|mat)"
_URGENT = r"(?: (?:thuong khan|hoa toc(?: hen gio)?|khan))?"
_STAMP = re.compile(rf"(?:dau )?{_LEVEL}{_URGENT}")
_SAID = re.compile(rf"(?:do|muc do|cap do) mat (?:la )?{_LEVEL}{_URGENT}")
_BESIDE = re.compile(rf"so\b.{{1,40}}\(\s*{_LEVEL}\s*\)\W*")
_INTERNAL = re.compile(r"(?:(?:tai lieu|van ban|ban) )?(?:chi )?luu hanh noi bo")
INTERNAL = "LƯU HÀNH NỘI BỘ"


def marking(text: str) -> str | None:
    """What a document is marked as; None for one that is not."""
    found = [mark for cell in _cells(text[:_HEAD]) if (mark := _mark(cell))]
    order = [*_LEVELS.values(), INTERNAL]
    return min(found, key=order.index, default=None)


def _cells(head: str) -> Iterator[str]:
    """The lines of a letterhead, and what stands side by side in them."""
    lines = [line.strip() for line in head.splitlines() if line.strip()][:_LINES]
    around = zip(["", *lines], lines, [*lines[1:], ""], strict=False)
    for before, line, after in around:
        if not _torn(fold(before), fold(after)):
            yield line
            yield from _CELLS.split(line)


def _torn(before: str, after: str) -> bool:
    """Whether a line is a word of a title: "MẶT / TRẬN TỔ QUỐC", "BÍ / MẬT NHÀ NƯỚC"."""
    return bool(re.match(r"tran\b|nha nuoc\b", after) or re.search(r"\b(?:bi|bao|be)$", before))


def _mark(cell: str) -> str | None:
    plain = " ".join(re.findall(r"\w+", fold(cell)))
    if _INTERNAL.fullmatch(plain):
        return INTERNAL
    if said := _SAID.fullmatch(plain) or _BESIDE.fullmatch(fold(cell).strip()):
        return _LEVELS[said["level"]]
    stamp = _STAMP.fullmatch(plain) or _STAMP.fullmatch(_unspaced(plain))
    return _LEVELS[stamp["level"]] if stamp and _is_stamped(cell) else None


def _unspaced(plain: str) -> str:
    """ "t o i m a t", as spaced capitals are read."""
    letters = plain.split()
    if len(letters) < 3 or any(len(letter) > 1 for letter in letters):
        return plain
    joined = "".join(letters)
    return re.sub(r"(?<=.)mat$", " mat", joined)


def _is_stamped(cell: str) -> bool:
    """In capitals, or with the accents of the very words: "mat" alone may be anything."""
    letters = "".join(filter(str.isalpha, cell))
    return letters.isupper() or re.fullmatch(r"\W*(?:Tuyệt mật|Tối mật|Mật)\W*", cell) is not None


# --- the rows: writers are called inside a `database.change` -------------------------------------


class Held(NamedTuple):
    """A document that waits; `place` is the number that people release it by."""

    place: int
    path: str
    key: str
    marking: str

    @property
    def problem(self) -> Classified:
        return Classified(self.path, self.marking)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def is_released(db: Database, text: str) -> bool:
    """Whether an admin has released a document of exactly this text."""
    row = db.execute("SELECT 1 FROM released WHERE digest = ?", [digest(text)]).fetchone()
    return row is not None


def held(db: Database, path: str | None = None) -> list[Held]:
    """What waits, in all or of one file."""
    where, bound = ("WHERE path = ?", [path]) if path else ("", [])
    query = f"SELECT place, path, key, marking FROM quarantine {where} ORDER BY place"
    return [Held(*row) for row in db.execute(query, bound)]


def hold(db: Database, path: str, found: Mapping[str, tuple[str, str]]) -> None:
    """Puts what waits of a file (key -> text digest, marking) in place of what did before."""
    known = {row[0]: row[1:] for row in db.execute(
        "SELECT key, text_digest, marking FROM quarantine WHERE path = ?", [path]
    ).fetchall()}  # fmt: skip
    if known == dict(found):
        return
    db.execute("DELETE FROM quarantine WHERE path = ?", [path])
    db.conn.executemany(
        "INSERT INTO quarantine (path, key, text_digest, marking) VALUES (?, ?, ?, ?)",
        [(path, key, *said) for key, said in found.items()],
    )


def release(db: Database, places: Sequence[int]) -> list[str]:
    """Lets documents in by their numbers: all or, when one is unknown, none. The files, which are
    to be read again. Raises `DocumentUnknown`."""
    paths: list[str] = []
    for place in places:
        row = db.execute(
            "SELECT text_digest, path FROM quarantine WHERE place = ?", [place]
        ).fetchone()
        if row is None:
            raise DocumentUnknown(place)
        db.execute("INSERT OR IGNORE INTO released VALUES (?)", [row[0]])
        db.execute("DELETE FROM quarantine WHERE place = ?", [place])
        db.execute("UPDATE files SET size = -1, modified = -1 WHERE path = ?", [row[1]])
        paths.append(row[1])
    return list(dict.fromkeys(paths))


def discard(db: Database, places: Sequence[int]) -> int:
    """Forgets documents by their numbers: all or, when one is unknown, none; how many those were.
    Of a file that has nothing else nothing is left. Raises `DocumentUnknown`."""
    waiting = {each.place: each.path for each in held(db)}
    for place in places:
        if place not in waiting:
            raise DocumentUnknown(place)
        db.execute("DELETE FROM quarantine WHERE place = ?", [place])
        db.execute(
            """DELETE FROM files WHERE path = ?1
            AND NOT EXISTS (SELECT 1 FROM documents WHERE path = ?1)
            AND NOT EXISTS (SELECT 1 FROM quarantine WHERE path = ?1)""",
            [waiting.pop(place)],
        )
    return len(places)
