"""The error tree.

    TracuuError
    ├── InputError            something a person gave us
    │   ├── PathMissing       the path does not exist (or vanished meanwhile)
    │   ├── NotAFolder        a file where a folder is asked for
    │   ├── Emptied           a folder without files of which documents are known
    │   ├── LinkOutside       a symbolic link that leads out of the folder it is in
    │   ├── FormatUnknown     no reader for this kind of file
    │   ├── Unreadable        no right to read it
    │   ├── NotText           a binary under a text file's name
    │   ├── NothingToRead     no text in it
    │   ├── Damaged           the format's own rules are broken
    │   ├── Encrypted         it opens with a password only
    │   ├── TooLarge          more than is read; `detail` is the limit and its unit (`texts.UNITS`)
    │   ├── TooDeep           one thing in another too often; `detail` is the limit
    │   ├── TimedOut          not read in time; `detail` is the limit in seconds
    │   ├── ParserFailed      the parser crashed or wanted too much memory
    │   ├── Classified        marked as secret, not released; `detail` is the mark
    │   ├── NeedsProgram      `detail` are the Debian packages that are missing
    │   ├── BadRecord         one line of a JSONL file; `detail` is its number
    │   │   ├── PagesUnread   pages whose words could not be recognised; `detail` names them
    │   │   ├── BadMember     a file in an archive or a letter; `detail` is its name and, in
    │   │   │                 brackets, the error that it met
    │   │   └── NoneRead      none of a file's lines or members; `detail` names them
    │   ├── BadTable          a line of the abbreviations; `detail` is its number
    │   ├── BadValue          what was typed is no number, day or title; `detail` is the field
    │   ├── BackupNewer       an archive that a later version has made
    │   ├── DocumentUnknown   no document with this id
    │   ├── BadCollection     no name for a collection
    │   ├── CollectionUnknown no collection of this name
    │   ├── CollectionThere   a collection of this name is there already
    │   └── CollectionInUse   it holds documents
    ├── StoreError            the data folder
    │   ├── Unwritable        no right or no place to write
    │   ├── DiskFull
    │   ├── Busy              another process is writing
    │   ├── StoreDamaged      the SQLite file itself cannot be read
    │   └── ModelChanged      vectors come from another embedding model
    └── ModelError            the embedding model cannot be loaded

Errors carry what happened to what; the sentence a person reads is made at the edge
(`bot/texts/`), the cause stays in `__cause__` for the log.
"""


class TracuuError(Exception):
    """`subject` is the path, id or name that the sentence will show; `detail` the rest."""

    def __init__(self, subject: object = "", detail: str = "") -> None:
        super().__init__(f"{type(self).__name__}: {subject} {detail}".strip())
        self.subject = str(subject)
        self.detail = detail


class InputError(TracuuError):
    @classmethod
    def named(cls, name: str, subject: object, detail: str) -> "InputError":
        """The error of the class called `name`, as it was stored."""
        kinds = [*InputError.__subclasses__(), *BadRecord.__subclasses__()]
        return {kind.__name__: kind for kind in kinds}.get(name, InputError)(subject, detail)


class PathMissing(InputError):
    pass


class NotAFolder(InputError):
    pass


class Emptied(InputError):
    pass


class LinkOutside(InputError):
    pass


class FormatUnknown(InputError):
    pass


class Unreadable(InputError):
    pass


class NotText(InputError):
    pass


class NothingToRead(InputError):
    pass


class Damaged(InputError):
    pass


class Encrypted(InputError):
    pass


class TooLarge(InputError):
    pass


class TooDeep(InputError):
    pass


class TimedOut(InputError):
    pass


class ParserFailed(InputError):
    pass


class NeedsProgram(InputError):
    pass


class BadRecord(InputError):
    """`again` tells that the same file may be read once a program is there."""

    again = False


class PagesUnread(BadRecord):
    again = True


class BadMember(BadRecord):
    pass


class NoneRead(BadRecord):
    pass


class BadTable(InputError):
    pass


class BadValue(InputError):
    pass


class DocumentUnknown(InputError):
    pass


class BackupNewer(InputError):
    pass


class Classified(InputError):
    pass


class BadCollection(InputError):
    pass


class CollectionUnknown(InputError):
    pass


class CollectionThere(InputError):
    pass


class CollectionInUse(InputError):
    pass


class StoreError(TracuuError):
    pass


class Unwritable(StoreError):
    pass


class DiskFull(StoreError):
    pass


class Busy(StoreError):
    pass


class StoreDamaged(StoreError):
    pass


class ModelChanged(StoreError):
    pass


class ModelError(TracuuError):
    pass
