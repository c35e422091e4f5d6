"""Changing the corpus: add, sync, remove, rebuild; SQLite first, then the caches.

Documents are embedded in batches that may span files, and a batch is written in one
transaction: an interruption costs a batch, and the next run goes on after what is stored.
A file's row is written with its last document; until then it counts as unread.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np
from sqlite_utils import Database

from index import caches, corrections, facts, intake, layout, references
from index.database import change, generation, set_state, state, store_names
from index.embedding import Embedder, FloatArray
from index.errors import (
    BadRecord,
    DocumentUnknown,
    InputError,
    ModelChanged,
    PathMissing,
    Unreadable,
)
from index.intake import Draft, FileState
from index.types import Span

_BATCH = 96  # passages embedded together
_SHOWN = 10  # bad lines named of one file

Progress = Callable[[int, int, int], None]  # files done, files in all, passages written


@dataclass(slots=True)
class Report:
    """What a run did, in documents; `problems` are the inputs that could not be read."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    passages: int = 0
    problems: list[InputError] = field(default_factory=list)

    @property
    def useful(self) -> bool:
        """Whether anything that was asked for is in the corpus now."""
        return bool(self.added or self.updated or self.unchanged or self.removed)


@dataclass(slots=True)
class _Finished:
    """A file read to its end: its documents' keys and what was wrong inside it."""

    file: FileState
    keys: set[str] = field(default_factory=set)
    bad: list[str] = field(default_factory=list)

    @property
    def problem(self) -> BadRecord | None:
        shown = ", ".join(self.bad[:_SHOWN]) + (", …" if len(self.bad) > _SHOWN else "")
        return BadRecord(self.file.path, shown) if self.bad else None


@dataclass(slots=True)
class _Batch:
    """Drafts that are stored together, and the files that are complete with them."""

    drafts: list[Draft] = field(default_factory=list)
    finished: list["_Finished"] = field(default_factory=list)

    @property
    def passages(self) -> int:
        return sum(len(draft.spans) for draft in self.drafts)


class Corpus:
    """The right to change a corpus. Hold `database.writer_lock` while using it."""

    def __init__(self, db: Database, data: Path, load_embedder: Callable[[], Embedder]) -> None:
        """`load_embedder` is called when first needed: an idle run loads no model."""
        self.db = db
        self.data = data
        self._load_embedder = load_embedder
        self._embedder: Embedder | None = None

    @property
    def embedder(self) -> Embedder:
        if self._embedder is None:
            self._embedder = self._load_embedder()
        return self._embedder

    def add(self, paths: Sequence[Path], progress: Progress | None = None) -> Report:
        """Takes in files and folders; what is there and unchanged is left alone."""
        report = Report()
        self._take(self._found(paths, report), report, progress)
        return report

    def sync(self, folder: Path, progress: Progress | None = None) -> Report:
        """Makes the corpus hold what `folder` holds: adds, updates, removes."""
        intake.check_folder(folder)
        report = Report()
        files = self._found([folder], report)
        self._forget_missing(folder, files, report)
        self._take(files, report, progress)
        return report

    def remove(self, ids: Sequence[str]) -> Report:
        """Removes documents by id: all of them or, when one is unknown, none."""
        for document in ids:
            if not self._exists(document):
                raise DocumentUnknown(document)
        with change(self.db, self.data):
            for document in ids:
                self.db.execute("DELETE FROM documents WHERE id = ?", [document])
            self.db.execute(
                """DELETE FROM files WHERE problem IS NULL
                AND path NOT IN (SELECT path FROM documents)"""
            )
        self.publish()
        return Report(removed=len(set(ids)))

    def correct(self, document: str, values: Mapping[str, str]) -> None:
        """Sets what a curator knows better, by field: all or, when one is wrong, none. Raises as
        `corrections.correct`."""
        with change(self.db, self.data):
            for field, typed in values.items():
                corrections.correct(self.db, document, field, typed)
        self.publish()

    def rebuild(self, progress: Progress | None = None) -> Report:
        """Passages, vectors and caches anew from the stored texts, with the current model.

        While it runs the corpus names no model, so that an interrupted rebuild is loud.
        """
        identity = self.embedder.identity
        report = Report()
        pks = [row[0] for row in self.db.execute("SELECT pk FROM documents ORDER BY pk")]
        with change(self.db, self.data):
            set_state(self.db, "model", "")
        for done, pk in enumerate(pks, start=1):
            report.passages += self._rebuild_document(pk)
            report.updated += 1
            if progress:
                progress(done, len(pks), report.passages)
        with change(self.db, self.data):
            set_state(self.db, "model", identity)
        self.publish()
        return report

    def publish(self) -> None:
        """Brings the caches up to the rows."""
        caches.publish(self.db, self.data)

    # --- taking in -------------------------------------------------------------------------

    def _found(self, paths: Sequence[Path], report: Report) -> list[Path]:
        found = list(intake.files(paths))
        report.problems += [item for item in found if isinstance(item, InputError)]
        return list(dict.fromkeys(item for item in found if isinstance(item, Path)))

    def _take(self, files: list[Path], report: Report, progress: Progress | None) -> None:
        before = generation(self.db)
        try:
            changed = [path for path in files if not self._unchanged(path, report)]
            done = len(files) - len(changed)
            if changed:
                self._check_model()
                if progress:
                    progress(done, len(files), 0)
            for batch in self._batches(changed, report):
                self._store(batch, report)
                done += len(batch.finished)
                if progress:
                    progress(done, len(files), report.passages)
        finally:
            if generation(self.db) != before or not caches.current(self.db, self.data):
                self.publish()

    def _unchanged(self, path: Path, report: Report) -> bool:
        """Whether a stat shows the file as it was; its old problem is reported again."""
        try:
            now = intake.file_state(path)
        except InputError:
            return False
        row = self.db.execute(
            "SELECT size, modified, problem, detail FROM files WHERE path = ?", [now.path]
        ).fetchone()
        if row is None or (row[0], row[1]) != (now.size, now.modified):
            return False
        if row[2]:
            report.problems.append(InputError.named(row[2], path, row[3]))
        report.unchanged += self._count(now.path)
        return True

    def _check_model(self) -> None:
        model = state(self.db, "model")
        if model is not None and self._count() and model != self.embedder.identity:
            raise ModelChanged(self.embedder.identity, model)

    def _batches(self, files: list[Path], report: Report) -> Iterator[_Batch]:
        batch = _Batch()
        for path in files:
            try:
                finished = _Finished(intake.file_state(path))
                for draft in self._new_drafts(path, finished, report):
                    batch.drafts.append(draft)
                    if batch.passages >= _BATCH:
                        yield batch
                        batch = _Batch()
                batch.finished.append(finished)
            except InputError as error:
                report.problems.append(error)
                self._note_problem(path, error)
        if batch.drafts or batch.finished:
            yield batch

    def _new_drafts(self, path: Path, finished: _Finished, report: Report) -> Iterator[Draft]:
        for item in intake.drafts(path):
            if isinstance(item, BadRecord):
                finished.bad.append(item.detail)
                continue
            finished.keys.add(item.source.key or "")
            if self._is_stored(item):
                report.unchanged += 1
            else:
                yield item

    def _is_stored(self, draft: Draft) -> bool:
        row = self.db.execute(
            "SELECT digest FROM documents WHERE path = ? AND key = ?",
            [draft.path, draft.source.key or ""],
        ).fetchone()
        return row is not None and row[0] == draft.digest

    def _note_problem(self, path: Path, error: InputError) -> None:
        """Remembers what was wrong, so that a sync need not read the file to say it again.

        Not so a missing right: a file shows no change when the right is given.
        """
        if isinstance(error, PathMissing | Unreadable):
            return
        try:
            now = intake.file_state(path)
        except InputError:
            return
        with change(self.db, self.data):
            self._store_file(now, type(error).__name__, error.detail)

    def _forget_missing(self, folder: Path, files: list[Path], report: Report) -> None:
        """What the folder no longer holds goes; what merely cannot be looked into stays."""
        there = {str(path) for path in files}
        closed = tuple(f"{p.subject}/" for p in report.problems if isinstance(p, Unreadable))
        inside = intake.absolute(folder).rstrip("/") + "/"
        known = [row[0] for row in self.db.execute("SELECT path FROM files")]
        gone = [
            path
            for path in known
            if path.startswith(inside) and path not in there and not path.startswith(closed)
        ]
        if not gone:
            return
        with change(self.db, self.data):
            for path in gone:
                report.removed += self._count(path)
                self.db.execute("DELETE FROM files WHERE path = ?", [path])

    # --- rows ------------------------------------------------------------------------------

    def _store(self, batch: _Batch, report: Report) -> None:
        vectors = self._vectors(batch.drafts, self._kept(batch.drafts))
        with change(self.db, self.data):
            if state(self.db, "model") is None or not self._count():
                set_state(self.db, "model", self.embedder.identity)
            for draft in batch.drafts:
                self._store_file(FileState(draft.path, -1, -1))
                known = self._replace(draft)
                report.updated += known
                report.added += not known
                pk = self._store_document(draft)
                self._store_passages(pk, draft.source.text, draft.spans, vectors)
                facts.store_relations(self.db, pk, draft.relations)
                facts.store_definitions(self.db, pk, draft.definitions)
                report.passages += len(draft.spans)
            for finished in batch.finished:
                report.removed += self._finish(finished)
                report.problems += [finished.problem] if finished.problem else []

    def _vectors(
        self, drafts: Sequence[Draft], kept: Mapping[str, FloatArray] = MappingProxyType({})
    ) -> Iterator[FloatArray]:
        """A vector for each passage, embedded where none is `kept` for its text."""
        texts = [text for draft in drafts for text in _embedded_texts(draft)]
        new = [text for text in texts if text not in kept]
        made = iter(self.embedder.embed_passages(new) if new else ())
        return (kept[text] if text in kept else next(made) for text in texts)

    def _kept(self, drafts: Sequence[Draft]) -> dict[str, FloatArray]:
        """The vectors of the documents' older editions, by the text of the passage."""
        found = (
            self.db.execute(
                """SELECT p.text, p.vector FROM passages p JOIN documents d ON d.pk = p.document
                WHERE d.path = ? AND d.key = ?""",
                [draft.path, draft.source.key or ""],
            )
            for draft in drafts
        )
        return {text: np.frombuffer(vector, np.float32) for rows in found for text, vector in rows}

    def _store_file(self, file: FileState, problem: str | None = None, detail: str = "") -> None:
        self.db.execute(
            """INSERT INTO files (path, size, modified, problem, detail) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified,
            problem = excluded.problem, detail = excluded.detail""",
            [file.path, file.size, file.modified, problem, detail],
        )

    def _finish(self, finished: _Finished) -> int:
        """Marks a file as read to its end; documents that are no longer in it go."""
        problem = finished.problem
        name, detail = (type(problem).__name__, problem.detail) if problem else (None, "")
        self._store_file(finished.file, name, detail)
        rows = self.db.execute("SELECT pk, key FROM documents WHERE path = ?", [finished.file.path])
        gone = [pk for pk, key in rows.fetchall() if key not in finished.keys]
        for pk in gone:
            self.db.execute("DELETE FROM documents WHERE pk = ?", [pk])
        return len(gone)

    def _replace(self, draft: Draft) -> bool:
        """Whether an older edition was there; its passages go, its id stays."""
        row = self.db.execute(
            "SELECT pk FROM documents WHERE path = ? AND key = ?",
            [draft.path, draft.source.key or ""],
        ).fetchone()
        if row:
            self.db.execute("DELETE FROM passages WHERE document = ?", [row[0]])
        return row is not None

    def _store_document(self, draft: Draft) -> int:
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
        found = self.db.execute(
            f"""INSERT INTO documents (id, {names}) VALUES ({marks})
            ON CONFLICT (path, key) DO UPDATE SET {updates} RETURNING pk""",
            [self._new_id(draft), *row.values()],
        )
        pk = int(found.fetchone()[0])
        store_names(self.db, pk, said.number, str(row["title"]))
        facts.store_evidence(self.db, pk, said.evidence)
        corrections.apply(self.db, pk)
        return pk

    def _store_passages(
        self, pk: int, text: str, spans: Sequence[Span], vectors: Iterator[FloatArray]
    ) -> None:
        for position, span in enumerate(spans):
            piece = text[span.start : span.end]
            passage = self.db.execute(
                """INSERT INTO passages (document, position, start, "end", section, page, text,
                vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""",
                [pk, position, span.start, span.end, span.section, span.page, piece,
                 next(vectors).tobytes()],
            ).fetchone()[0]  # fmt: skip
            mentioned = {(passage, ref.key, str(ref)) for ref in references.find(piece)}
            self.db.conn.executemany("INSERT INTO mentions VALUES (?, ?, ?)", sorted(mentioned))

    def _rebuild_document(self, pk: int) -> int:
        path, key, url, text, laid_out = self.db.execute(
            "SELECT path, key, url, text, layout FROM documents WHERE pk = ?", [pk]
        ).fetchone()
        draft = intake.draft(path, layout.read(text, key, url, laid_out))
        vectors = self._vectors([draft])
        with change(self.db, self.data):
            self._replace(draft)
            pk = self._store_document(draft)
            self._store_passages(pk, text, draft.spans, vectors)
            facts.store_relations(self.db, pk, draft.relations)
            facts.store_definitions(self.db, pk, draft.definitions)
        return len(draft.spans)

    def _new_id(self, draft: Draft) -> str:
        """A JSONL document's own id, else the file's name without accents; made unique."""
        wanted = draft.source.key or intake.stem(Path(draft.path))
        taken = self.db.execute(
            "SELECT id FROM documents WHERE substr(id, 1, length(?)) = ?"
            " AND NOT (path = ? AND key = ?)",
            [wanted, wanted, draft.path, draft.source.key or ""],
        )
        ids = {row[0] for row in taken}
        numbered = (f"{wanted}-{n}" for n in range(2, len(ids) + 3))
        return next(name for name in (wanted, *numbered) if name not in ids)

    def _exists(self, document: str) -> bool:
        return bool(self.db.execute("SELECT 1 FROM documents WHERE id = ?", [document]).fetchone())

    def _count(self, path: str | None = None) -> int:
        """Documents in all, or of one file."""
        where, bound = ("WHERE path = ?", [path]) if path else ("", [])
        row = self.db.execute(f"SELECT count(*) FROM documents {where}", bound).fetchone()
        return int(row[0])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _embedded_texts(draft: Draft) -> list[str]:
    text = draft.source.text
    return [text[span.start : span.end] for span in draft.spans]
