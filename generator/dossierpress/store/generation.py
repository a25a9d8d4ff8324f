"""Write a whole site beside the old one, then put it in its place.

Whatever happens on the way (a kill, a full disk, a read-only folder), the output is the old site or the new;
where the folder cannot be exchanged, once the `journal` of a stopped build is finished.
Files nobody listed (a CNAME, a .gitkeep) are carried over; only files a build wrote are ever dropped.
"""

import errno
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dossierpress.diagnostics import DossierError
from dossierpress.model.source import OutputPath
from dossierpress.store import exchange, journal, manifest
from dossierpress.store.outputs import Entry, settle
from dossierpress.store.sources import digest
from dossierpress.store.stage import Stage


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build changed in the output, by path."""

    added: tuple[OutputPath, ...]
    changed: tuple[OutputPath, ...]
    removed: tuple[OutputPath, ...]
    unchanged: int


class Placed(NamedTuple):
    """A file that is in its place in the next site: its digest, and whether the current site has the same."""

    path: OutputPath
    digest: str
    same: bool


def replace(output: Path, files: Mapping[OutputPath, bytes], *, sources: Iterable[Path]) -> Changes:
    """Make ``output`` hold exactly ``files`` and what others put there.

    ``sources`` are folders the output must not be, hold or lie in. Raises `DossierError` when the output
    folder is refused, when a file nobody listed stands where a page must go, or when writing fails;
    the output is then as it was.
    """
    refuse(output, sources)
    recover(output)
    with begun(output, files, {}) as next_site:
        for path, data in files.items():
            next_site.write(path, data)
        changes = next_site.commit()
        next_site.close()
        return changes


@contextmanager
def begun(
    output: Path, paths: Collection[OutputPath], standing: Mapping[OutputPath, Entry]
) -> Iterator["NextSite"]:
    """The next site, which will consist of ``paths`` and what others put into ``output``.

    ``standing`` are files known to be as a build wrote them. Raises `DossierError` as `replace` does; whatever is
    raised within leaves the output as it was.
    """
    stage = Stage(output)
    try:
        output.mkdir(parents=True, exist_ok=True)
        yield NextSite(output, paths, standing, stage)
    except OSError as problem:
        stage.discard()
        raise _unwritten(output, problem) from problem
    except BaseException:
        stage.discard()
        raise


class NextSite:
    """A site on its way to replace the one in the output folder: each of its paths is written or kept.

    ``digests`` are those of its files so far.
    """

    def __init__(
        self, output: Path, paths: Collection[OutputPath], standing: Mapping[OutputPath, Entry], stage: Stage
    ) -> None:
        listed = manifest.read(output)
        self._output, self._base = output, os.fspath(output) + os.sep
        self._standing, self._stage = standing, stage
        self._present = _files(output)
        ours = self._present & (listed.keys() | standing.keys() | {manifest.FILE_NAME})
        self._unlisted = self._present - ours
        unmade = self._present.difference(paths) - {manifest.FILE_NAME}
        self._removed = {path: known for path in sorted(unmade) if (known := self._ours(path, listed))}
        self._foreign = unmade - self._removed.keys()
        self.digests: dict[OutputPath, str] = {}
        self._shared: set[OutputPath] = set()
        self._waiting: dict[OutputPath, bytes] | None = None
        self._open({*paths, *self._foreign, manifest.FILE_NAME})

    def keep(self, path: OutputPath) -> None:
        """Leave a standing file as it is."""
        self._shared.add(path)
        self.digests[path] = self._standing[path].digest

    def write(self, path: OutputPath, data: bytes) -> None:
        """Give a file its content, which may be what it has already."""
        self.take(self.place(path, data))

    def place(self, path: OutputPath, data: bytes) -> Placed:
        """Put a file in its place, of which the site learns by `take`.

        When the site is `staged`, a process forked from this one may do it.
        """
        known = digest(data)
        same = path in self._present and self._has(path, data, known)
        if not same:
            if path in self._unlisted:
                raise DossierError(
                    f"{self._output / path} was not written by a build and stands where a page must go",
                    hint="move it away, or empty the output folder",
                    exit_code=1,
                )
            self._put(path, data)
        return Placed(path, known, same)

    def take(self, placed: Placed) -> None:
        """Count in a file that was placed."""
        self.digests[placed.path] = placed.digest
        if placed.same:
            self._shared.add(placed.path)

    def read(self, path: OutputPath) -> bytes:
        """What a file of the next site holds that was written or kept. Raises OSError."""
        if self._waiting is not None and path in self._waiting:
            return self._waiting[path]
        folder = self._output if path in self._shared else self._stage.folder
        return (folder / path).read_bytes()

    def commit(self) -> Changes:
        """Put the next site in the place of the current one."""
        listing = manifest.encode(self.digests)
        if self._waiting is None:
            try:
                self._complete(listing)
                exchange.exchange(self._stage.folder, self._output)
            except OSError as problem:
                if problem.errno not in journal.CANNOT_EXCHANGE:
                    raise
                self._file_by_file(listing)
                self._stage.discard()
        else:
            self._file_by_file(listing)
        return self._changes()

    def close(self) -> None:
        """Keep the site before as a beginning for the one after."""
        self._stage.close({*self._foreign})

    @property
    def staged(self) -> bool:
        """Whether files are placed beside the current site, and not held until all are there."""
        return self._waiting is None

    @property
    def kept(self) -> dict[OutputPath, Entry]:
        """The standing files that are part of the site as they are."""
        if self._stage.copied:
            return {}
        return {path: self._standing[path] for path in self._shared if path in self._standing}

    @property
    def replaced(self) -> dict[OutputPath, Entry]:
        """The standing files that are not part of the site any more, which now stand in `previous`."""
        gone = self._standing.keys() - self._shared
        return {path: self._standing[path] for path in gone if path != manifest.FILE_NAME}

    @property
    def previous(self) -> Path:
        """Where the site before now stands."""
        return self._stage.folder

    def _open(self, wanted: set[OutputPath]) -> None:
        try:
            self._stage.open(wanted)
        except OSError as problem:
            if problem.errno not in journal.CANNOT_EXCHANGE:
                raise
            self._waiting = {}

    def _has(self, path: OutputPath, data: bytes, known: str) -> bool:
        """Whether the current file has this content already."""
        entry = self._standing.get(path)
        if entry:
            return entry.digest == known
        return os.path.getsize(self._base + path) == len(data) and (self._output / path).read_bytes() == data  # noqa: PTH202

    def _put(self, path: OutputPath, data: bytes) -> None:
        if self._waiting is None:
            self._stage.write(path, data)
        else:
            self._waiting[path] = data

    def _ours(self, path: OutputPath, listed: Mapping[OutputPath, str]) -> str | None:
        """The digest of a file that is as a build wrote it."""
        entry = self._standing.get(path)
        if entry:
            return entry.digest
        known = listed.get(path)
        return known if known and digest((self._output / path).read_bytes()) == known else None

    def _complete(self, listing: bytes) -> None:
        for path in self._shared | self._foreign:
            entry = self._standing.get(path)
            inode = entry.inode if entry else os.lstat(self._base + path).st_ino
            self._stage.link(path, self._base + path, inode)
        self._stage.write(manifest.FILE_NAME, listing)
        shutil.copymode(self._output, self._stage.folder)
        exchange.flush(self._stage.folder)
        settle()  # so that whoever edits a page of the new site changes its time

    def _file_by_file(self, listing: bytes) -> None:
        folder = self._stage.folder
        written = self.digests.keys() - self._shared
        files = self._waiting or {path: (folder / path).read_bytes() for path in written}
        journal.replace(self._output, {**files, manifest.FILE_NAME: listing}, self._removed)

    def _changes(self) -> Changes:
        made = self.digests.keys()
        return Changes(
            added=tuple(sorted(made - self._present)),
            changed=tuple(sorted((made & self._present) - self._shared)),
            removed=tuple(self._removed),
            unchanged=len(self._shared),
        )


def recover(output: Path) -> None:
    """Carry to its end what a stopped build began to put in place. Raises `DossierError`."""
    try:
        exchange.recover(output)
        journal.recover(output)
    except OSError as problem:
        raise _unwritten(output, problem) from problem


def refuse(output: Path, sources: Iterable[Path]) -> None:
    """Raise `DossierError` unless a build may write there: no source, home, root or foreign repository."""
    here = output.resolve()
    protected = [path.resolve() for path in sources]
    reason = None
    if output.is_symlink():
        reason = "is a symbolic link"
    elif output.exists() and not output.is_dir():
        reason = "is not a folder"
    elif here == Path.home().resolve() or here in Path.home().resolve().parents:
        reason = "is, or holds, your home folder"
    elif any(here == path or here in path.parents or path in here.parents for path in protected):
        reason = "is, holds or lies in the dossier's sources"
    elif (here / ".git").exists():
        reason = "is a git repository of its own"
    if reason:
        raise DossierError(
            f"the output folder {output} {reason}", hint="set `output` in dossier.yaml to a folder of its own"
        )


def _unwritten(output: Path, problem: OSError) -> DossierError:
    """What went wrong, what may be done about it, and in what state the site is."""
    what = {
        errno.EACCES: "allow writing to the folder, or set `output` in dossier.yaml to another one",
        errno.EPERM: "allow writing to the folder, or set `output` in dossier.yaml to another one",
        errno.EROFS: "the folder is read-only: set `output` in dossier.yaml to another one",
        errno.ENOSPC: "free some space on that disk",
        errno.EDQUOT: "free some space: your quota is used up",
    }.get(problem.errno or 0, "see to that folder")
    begun = (output / journal.JOURNAL).exists()
    state = "then build again to finish what was begun" if begun else "the site there is as it was"
    message = f"the site could not be written to {output}: {problem.strerror or problem}"
    where = f" ({problem.filename})" if problem.filename not in {None, str(output)} else ""
    return DossierError(f"{message}{where}", hint=f"{what}; {state}", exit_code=1)


def _files(folder: Path) -> set[OutputPath]:
    found: set[OutputPath] = set()
    _walk(os.fspath(folder), "", found)
    return found


def _walk(folder: str, inside: str, found: set[OutputPath]) -> None:
    """A folder that cannot be listed is not empty: what is in it would be lost, or stay for ever."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _walk(entry.path, f"{inside}{entry.name}/", found)
            else:
                found.add(OutputPath(inside + entry.name))
