"""Changing the corpus: add, sync, remove, rebuild; SQLite first, then the caches.

Files are read ahead (`index/reading.py`) while documents are embedded in batches that may span
files. A batch is written in one transaction: an interruption costs a batch, and the next run
goes on after what is stored. A file's row is completed with its last document; until then it
counts as unread.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from sqlite_utils import Database

from index import caches, classified, collections, corrections, intake, layout, moves, reading, rows
from index.database import change, generation, set_state, state, translated
from index.embedding import Embedder, FloatArray
from index.errors import (
    BadRecord,
    DocumentUnknown,
    Emptied,
    InputError,
    LinkOutside,
    ModelChanged,
    NeedsProgram,
    PathMissing,
    Unreadable,
)
from index.intake import Draft, FileState
from index.problems import problems
from index.reading import Read
from index.runs import Batch, Progress, Reading, Report, Run, Step

log = logging.getLogger(__name__)

_BATCH = 96  # passages embedded together


class Corpus:
    """The right to change a corpus. Hold `database.writer_lock` while using it."""

    def __init__(
        self,
        db: Database,
        data: Path,
        load_embedder: Callable[[], Embedder],
        read: Read = reading.here,
    ) -> None:
        """`load_embedder` is called when first needed: an idle run loads no model."""
        self.db = db
        self.data = data
        self._load_embedder = load_embedder
        self._embedder: Embedder | None = None
        self._read = read

    @property
    def embedder(self) -> Embedder:
        if self._embedder is None:
            self._embedder = self._load_embedder()
        return self._embedder

    def add(
        self, paths: Sequence[Path], progress: Progress | None = None, collection: str = ""
    ) -> Report:
        """Takes in files and folders; what is there and unchanged is left alone.

        A file that is named itself is taken in again where it was removed, and tried again
        where it could not be read. With a `collection` all that lies there is of it, now and
        later; raises `CollectionUnknown` before anything is read.
        """
        report = Report()
        self._assign(paths, collection)
        files = self._found(paths, report)
        named = {intake.absolute(path) for path in paths}
        self._ask_again([str(path) for path in files if str(path) in named])
        self._take(files, report, progress)
        return report

    def sync(
        self,
        folder: Path,
        progress: Progress | None = None,
        collection: str = "",
        *,
        emptied: bool = False,
    ) -> Report:
        """Makes the corpus hold what `folder` holds: adds, updates, moves, removes. `collection`
        as for `add`.

        A folder without any file, of which documents are known, is rather a drive that is not
        there than that somebody removed everything: `Emptied`, unless it is said to be `emptied`.
        Then it need not be there at all.
        """
        if not emptied or folder.exists():
            intake.check_folder(folder)
        report = Report()
        self._assign([folder], collection)
        files = self._found([folder], report) if folder.exists() else []
        gone = moves.missing(self.db, folder, files, report.problems)
        if gone and not (files or emptied):
            raise Emptied(folder)
        if gone and (moved := moves.followed(gone, moves.newcomers(self.db, files))):
            with change(self.db, self.data):
                report.moved = moves.follow(self.db, moved)
            gone = {path: digest for path, digest in gone.items() if path not in moved}
        self._take(files, report, progress, list(gone))
        report.unchanged -= report.moved
        return report

    def remove(self, ids: Sequence[str]) -> Report:
        """Removes documents by id: all of them or, when one is unknown, none.

        A sync does not bring them back as long as their file stays what it is.
        """
        for document in ids:
            if not self._exists(document):
                raise DocumentUnknown(document)
        with change(self.db, self.data):
            for document in ids:
                moves.dismiss(self.db, document)
        self.publish()
        return Report(removed=len(set(ids)))

    def release(self, places: Sequence[int], progress: Progress | None = None) -> Report:
        """Takes in what waits in quarantine, by number: all or, when one is unknown, none."""
        with change(self.db, self.data):
            paths = classified.release(self.db, places)
        return self.add([Path(path) for path in paths], progress)

    def discard(self, places: Sequence[int]) -> int:
        """Forgets what waits in quarantine, by number: all or, when one is unknown, none. How many
        those were. A file that is still in a folder is held back again when it is next read."""
        with change(self.db, self.data):
            return classified.discard(self.db, places)

    def move(self, ids: Sequence[str], collection: str) -> int:
        """Puts documents into a collection: all of them or, when one is unknown, none. How many
        were elsewhere."""
        with change(self.db, self.data):
            name = collections.existing(self.db, collection)
            moved = sum(collections.move(self.db, each, name) for each in dict.fromkeys(ids))
        if moved:
            self.publish()
        return moved

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
        found = self.db.execute("SELECT pk, length(text) FROM documents ORDER BY pk").fetchall()
        size, read = sum(length for _, length in found), 0
        with change(self.db, self.data):
            set_state(self.db, "model", "")
        for done, (pk, length) in enumerate(found, start=1):
            report.passages += self._rebuild_document(pk)
            report.updated += 1
            read += length
            if progress:
                progress(Step(done, len(found), read, size, report.passages))
        with change(self.db, self.data):
            set_state(self.db, "model", identity)
        self.publish()
        return report

    def publish(self) -> None:
        """Brings the caches up to the rows; what was deleted leaves the disk."""
        caches.publish(self.db, self.data)
        with translated(self.data):
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # --- taking in -------------------------------------------------------------------------

    def _assign(self, paths: Sequence[Path], collection: str) -> None:
        """Tells, before anything is read, to whom it will belong."""
        if collection:
            with change(self.db, self.data):
                name = collections.existing(self.db, collection)
                collections.assign(self.db, [intake.absolute(path) for path in paths], name)

    def _found(self, paths: Sequence[Path], report: Report) -> list[Path]:
        found = list(intake.files(paths))
        report.problems += [item for item in found if isinstance(item, InputError)]
        self._refuse([item for item in found if isinstance(item, LinkOutside)])
        return list(dict.fromkeys(item for item in found if isinstance(item, Path)))

    def _refuse(self, links: Sequence[LinkOutside]) -> None:
        """Notes links that lead out of their folder; what was once read through them goes."""
        known = {problem.subject for problem in problems(self.db) if type(problem) is LinkOutside}
        if new := [link for link in links if link.subject not in known]:
            with change(self.db, self.data):
                for link in new:
                    self.db.execute("DELETE FROM documents WHERE path = ?", [link.subject])
                    self._note_problem(FileState(link.subject, -1, -1), link)

    def _ask_again(self, paths: Sequence[str]) -> None:
        """Forgets of files that they were removed, or could not be read."""
        again = moves.forgotten(self.db, paths)
        if again:
            with change(self.db, self.data):
                moves.ask_again(self.db, again)

    def _take(
        self,
        files: list[Path],
        report: Report,
        progress: Progress | None,
        gone: Sequence[str] = (),
    ) -> None:
        before = generation(self.db)
        try:
            states = self._states(files, report)
            changed = {
                path: state for path, state in states.items() if not self._same(path, state, report)
            }
            if changed:
                self._check_model()
            run = Run(report, progress, states, changed, moves.Heirs(self.db, gone))
            run.tell()
            for batch in self._batches(run):
                self._store(batch, run)
            self._forget(gone, report)
        finally:
            if generation(self.db) != before or not caches.current(self.db, self.data):
                self.publish()

    def _states(self, files: Sequence[Path], report: Report) -> dict[Path, FileState]:
        """What a stat tells of each file, before it is read."""
        states: dict[Path, FileState] = {}
        for path in files:
            try:
                states[path] = intake.file_state(path)
            except InputError as error:
                report.problems.append(error)
        return states

    def _same(self, path: Path, now: FileState, report: Report) -> bool:
        """Whether a stat shows the file as it was; its old problem is reported again."""
        row = self.db.execute(
            "SELECT size, modified, problem, detail FROM files WHERE path = ?", [now.path]
        ).fetchone()
        if row is None or (row[0], row[1]) != (now.size, now.modified):
            return False
        if row[2]:
            report.problems.append(InputError.named(row[2], path, row[3]))
        report.problems += [h.problem for h in classified.held(self.db, now.path)]
        report.unchanged += rows.count(self.db, now.path)
        return True

    def _check_model(self) -> None:
        model = state(self.db, "model")
        if model is not None and rows.count(self.db) and model != self.embedder.identity:
            raise ModelChanged(self.embedder.identity, model)

    def _batches(self, run: Run) -> Iterator[Batch]:
        batch = Batch()
        read = {path: Reading(file) for path, file in run.changed.items()}
        for path, said in self._read(list(read)):
            reading = read[path]
            if isinstance(said, Draft):
                self._sort_in(said, reading, batch, run.report)
            elif isinstance(said, BadRecord):
                reading.bad.append(said)
            elif said is None:
                batch.finished.append(reading)
            else:
                log.info("not read: %s", said, exc_info=said)
                batch.failed.append((reading.file, said))
            if batch.passages >= _BATCH:
                yield batch
                batch = Batch()
        yield batch

    def _sort_in(self, draft: Draft, reading: Reading, batch: Batch, report: Report) -> None:
        """Into the batch what is new, or new as it is read now. What is marked as secret waits
        outside, and an edition of it that is here goes."""
        text, key = draft.source.text, draft.source.key or ""
        marking = classified.marking(text)
        if marking and not classified.is_released(self.db, text):
            reading.held[key] = (classified.digest(text), marking)
            return
        reading.keys.add(key)
        reading.passages += len(draft.spans)
        if moves.is_dismissed(self.db, draft, reading.digest):
            return
        if rows.is_stored(self.db, draft):
            report.unchanged += 1
        else:
            batch.drafts.append(draft)

    def _forget(self, gone: Sequence[str], report: Report) -> None:
        """What the folder no longer holds goes."""
        if not gone:
            return
        with change(self.db, self.data):
            for path in gone:
                report.removed += rows.count(self.db, path)
                self.db.execute("DELETE FROM files WHERE path = ?", [path])

    # --- rows ------------------------------------------------------------------------------

    def _store(self, batch: Batch, run: Run) -> None:
        report = run.report
        vectors = self._vectors(batch.drafts, rows.kept_vectors(self.db, batch.drafts), run)
        with change(self.db, self.data):
            if batch.drafts and not (state(self.db, "model") and rows.count(self.db)):
                set_state(self.db, "model", self.embedder.identity)
            for draft in batch.drafts:
                rows.store_file(self.db, FileState(draft.path, -1, -1))
                run.heirs.follow(draft)
                known = rows.store(self.db, draft, vectors)
                report.updated += known
                report.added += not known
            for reading in batch.finished:
                report.removed += self._finish(reading)
                report.problems += [reading.problem] if reading.problem else []
                report.problems += [h.problem for h in classified.held(self.db, reading.file.path)]
            for file, error in batch.failed:
                self._note_problem(file, error)
                report.problems.append(error)
        run.tell(batch)

    def _vectors(
        self,
        drafts: Sequence[Draft],
        kept: Mapping[str, FloatArray] = MappingProxyType({}),
        run: Run | None = None,
    ) -> Iterator[FloatArray]:
        """A vector for each passage, embedded where none is `kept` for its text.

        A document of thousands of passages is embedded in slices, which can be told of.
        """
        texts = [text for draft in drafts for text in rows.embedded_texts(draft)]
        new = [text for text in texts if text not in kept]
        made: list[FloatArray] = []
        for at in range(0, len(new), _BATCH):
            made.extend(self.embedder.embed_passages(new[at : at + _BATCH]))
            if run:
                run.tell(passages=min(_BATCH, len(new) - at))
        if run:
            run.tell(passages=len(texts) - len(new))
        fresh = iter(made)
        return (kept[text] if text in kept else next(fresh) for text in texts)

    def _note_problem(self, file: FileState, error: InputError) -> None:
        """Remembers what was wrong, so that a sync need not read the file to say it again.

        Where the file would show no change when the cause is gone (a right that is given, a
        program that is installed), it counts as unread.
        """
        if isinstance(error, PathMissing):
            return
        if isinstance(error, Unreadable | NeedsProgram):
            file = FileState(file.path, -1, -1)
        rows.store_file(self.db, file, type(error).__name__, error.detail)

    def _finish(self, reading: Reading) -> int:
        """Marks a file as read to its end; documents that are no longer in it go."""
        problem, file = reading.problem, reading.file
        if reading.again:
            file = FileState(file.path, -1, -1)  # read again, once the program is there
        name, detail = (type(problem).__name__, problem.detail) if problem else (None, "")
        rows.store_file(self.db, file, name, detail, reading.digest)
        classified.hold(self.db, file.path, reading.held)
        found = self.db.execute("SELECT pk, key FROM documents WHERE path = ?", [file.path])
        gone = [pk for pk, key in found.fetchall() if key not in reading.keys]
        for pk in gone:
            self.db.execute("DELETE FROM documents WHERE pk = ?", [pk])
        return len(gone)

    def _rebuild_document(self, pk: int) -> int:
        path, key, url, text, laid_out = self.db.execute(
            "SELECT path, key, url, text, layout FROM documents WHERE pk = ?", [pk]
        ).fetchone()
        draft = intake.draft(path, layout.read(text, key, url, laid_out))
        vectors = self._vectors([draft])
        with change(self.db, self.data):
            rows.store(self.db, draft, vectors)
        return len(draft.spans)

    def _exists(self, document: str) -> bool:
        return bool(self.db.execute("SELECT 1 FROM documents WHERE id = ?", [document]).fetchone())
