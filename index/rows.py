"""Writing documents and their files down in SQLite. Call inside a `database.change`."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from sqlite_utils import Database

from index import collections, corrections, facts, intake, layout, references
from index.database import store_names
from index.embedding import FloatArray
from index.intake import Draft, FileState
from index.types import Span


def store_file(
    db: Database, file: FileState, problem: str | None = None, detail: str = "", digest: str = ""
) -> None:
    """What is known of a file; its `digest` stays where none is given."""
    db.execute(
        """INSERT INTO files (path, size, modified, problem, detail, digest)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified,
        problem = excluded.problem, detail = excluded.detail, digest = excluded.digest""",
        [file.path, file.size, file.modified, problem, detail, digest],
    )


def store(db: Database, draft: Draft, vectors: Iterator[FloatArray]) -> bool:
    """A document with all that is read off it; whether it takes the place of an older edition,
    whose id it keeps."""
    known = _forget_passages(db, draft)
    pk = _store_document(db, draft)
    _store_passages(db, pk, draft.source.text, draft.spans, vectors)
    facts.store_relations(db, pk, draft.relations)
    facts.store_definitions(db, pk, draft.definitions)
    return known


def is_stored(db: Database, draft: Draft) -> bool:
    """Whether the same document stands there, read in the same way."""
    row = db.execute("SELECT digest FROM documents WHERE path = ? AND key = ?", _place(draft))
    found = row.fetchone()
    return found is not None and found[0] == draft.digest


def kept_vectors(db: Database, drafts: Sequence[Draft]) -> dict[str, FloatArray]:
    """The vectors of the documents' older editions, by the text that was embedded."""
    found = (
        db.execute(
            """SELECT p.context, p.text, p.vector FROM passages p
            JOIN documents d ON d.pk = p.document WHERE d.path = ? AND d.key = ?""",
            _place(draft),
        )
        for draft in drafts
    )
    return {
        embedded(context, text): np.frombuffer(vector, np.float32)
        for rows in found
        for context, text, vector in rows
    }


def embedded(context: str, text: str) -> str:
    """What is embedded of a passage: the row of a table with its caption and header."""
    return f"{context}\n{text}" if context else text


def embedded_texts(draft: Draft) -> list[str]:
    text = draft.source.text
    return [embedded(span.context, text[span.start : span.end]) for span in draft.spans]


def count(db: Database, path: str | None = None) -> int:
    """Documents in all, or of one file."""
    where, bound = ("WHERE path = ?", [path]) if path else ("", [])
    return int(db.execute(f"SELECT count(*) FROM documents {where}", bound).fetchone()[0])


def _place(draft: Draft) -> list[str]:
    return [draft.path, draft.source.key or ""]


def _forget_passages(db: Database, draft: Draft) -> bool:
    row = db.execute("SELECT pk FROM documents WHERE path = ? AND key = ?", _place(draft))
    if found := row.fetchone():
        db.execute("DELETE FROM passages WHERE document = ?", [found[0]])
    return found is not None


def _store_document(db: Database, draft: Draft) -> int:
    source, said = draft.source, draft.metadata
    row = {
        "path": draft.path,
        "key": source.key or "",
        "url": source.origin,
        "title": source.title or said.title or Path(draft.path).stem,
        "number": said.number,
        "kind": said.kind,
        "issued": _iso(said.issued),
        "issuer": said.issuer,
        "place": said.place,
        "signer": said.signer,
        "effective": _iso(said.effective),
        "is_report": said.is_report,
        "text": source.text,
        "layout": layout.written(source),
        "digest": draft.digest,
    }
    names = ", ".join(row)
    updates = ", ".join(f"{name} = excluded.{name}" for name in row)
    marks = ", ".join("?" * (len(row) + 1))
    found = db.execute(
        f"""INSERT INTO documents (id, {names}) VALUES ({marks})
        ON CONFLICT (path, key) DO UPDATE SET {updates} RETURNING pk""",
        [_new_id(db, draft), *row.values()],
    )
    pk = int(found.fetchone()[0])
    collections.shelve(db, pk, draft.path)
    store_names(db, pk, said.number, str(row["title"]))
    facts.store_evidence(db, pk, said.evidence)
    corrections.apply(db, pk)
    return pk


def _store_passages(
    db: Database, pk: int, text: str, spans: Sequence[Span], vectors: Iterator[FloatArray]
) -> None:
    for position, span in enumerate(spans):
        piece = text[span.start : span.end]
        passage = db.execute(
            """INSERT INTO passages (document, position, start, "end", section, place, context,
            page, text, vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""",
            [pk, position, span.start, span.end, span.section, span.place, span.context,
             span.page, piece, next(vectors).tobytes()],
        ).fetchone()[0]  # fmt: skip
        mentioned = {(passage, ref.key, str(ref)) for ref in references.find(piece)}
        db.conn.executemany("INSERT INTO mentions VALUES (?, ?, ?)", sorted(mentioned))


def _new_id(db: Database, draft: Draft) -> str:
    """A JSONL document's own id, else the file's name without accents; made unique."""
    wanted = draft.source.key or intake.stem(Path(draft.path))
    taken = db.execute(
        "SELECT id FROM documents WHERE substr(id, 1, length(?)) = ?"
        " AND NOT (path = ? AND key = ?)",
        [wanted, wanted, *_place(draft)],
    )
    ids = {row[0] for row in taken}
    numbered = (f"{wanted}-{n}" for n in range(2, len(ids) + 3))
    return next(name for name in (wanted, *numbered) if name not in ids)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
