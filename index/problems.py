"""What could not be read, as it was found last."""

from pathlib import Path

from sqlite_utils import Database

from index.errors import InputError


def problems(db: Database, folder: Path | None = None) -> list[InputError]:
    """The files with a fault, by path; with a `folder` (absolute) only those in it."""
    found = db.execute(
        "SELECT path, problem, detail FROM files WHERE problem IS NOT NULL ORDER BY 1"
    )
    return [
        InputError.named(name, path, detail)
        for path, name, detail in found.fetchall()
        if folder is None or Path(path).is_relative_to(folder)
    ]
