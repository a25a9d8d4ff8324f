"""The folder beside the output in which the next site is completed.

After an exchange it holds the site before, and stays: the next build only changes in it what differs, so that its
work grows with the change and not with the site. Files both sites share are hard links to one file; so a file is
never written over, but unlinked and written anew. A folder without our mark, which is taken away before anything
is changed and set when all is done, is dropped and begun anew.
"""

import errno
import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from dossierpress.model.source import OutputPath
from dossierpress.store import manifest

#: Lists the files that are in the folder beside those of its manifest; says that the folder is as we left it.
MARK = ".dossier-previous.json"


class Stage:
    """The next site. What it holds by the end is for `generation` to say; nothing of it is shown before."""

    def __init__(self, output: Path) -> None:
        self.folder = output.with_name(f".{output.name}.next")
        self._base = os.fspath(self.folder) + os.sep
        self._holds: set[str] = set()
        self._folders: set[str] = set()
        self.copied = False
        """Whether files that both sites share are two, for want of hard links."""

    def open(self, wanted: Iterable[OutputPath]) -> None:
        """Take the site before for a beginning, without what is not wanted any more. Raises OSError."""
        holds = self._marked()
        if holds is None:
            discard(self.folder)
            self.folder.mkdir()
            return
        (self.folder / MARK).unlink()
        self._holds = holds
        self._drop(holds.difference(wanted))

    def write(self, path: OutputPath, data: bytes) -> None:
        """Write a new file. Raises OSError."""
        self._make_way(path)
        with open(self._base + path, "xb", buffering=0) as file:  # noqa: PTH123  (thousands of times a build)
            file.write(data)

    def link(self, path: OutputPath, current: str, inode: int) -> None:
        """Share the file at ``current``, whose inode is given. Raises OSError."""
        if path in self._holds and _inode(self._base + path) == inode:
            return
        self._make_way(path)
        try:
            os.link(current, self._base + path)
        except OSError as problem:  # FAT and some network shares have no such links
            if problem.errno not in {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}:
                raise
            shutil.copy2(current, self._base + path)
            self.copied = True

    def close(self, foreign: Iterable[OutputPath]) -> None:
        """Mark the folder, which now holds the site before with these ``foreign`` files, as a good beginning."""
        try:
            (self.folder / MARK).write_text(json.dumps(sorted(foreign)), encoding="utf-8")
        except OSError:
            self.discard()

    def discard(self) -> None:
        """Drop the folder, as far as that is possible."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _marked(self) -> set[str] | None:
        try:
            foreign = json.loads((self.folder / MARK).read_bytes())
            listed = manifest.read(self.folder)
        except (OSError, ValueError):
            return None
        if not (listed and isinstance(foreign, list)) or self.folder.is_symlink():
            return None
        return {*listed, *map(str, foreign), manifest.FILE_NAME}

    def _make_way(self, path: OutputPath) -> None:
        if path in self._holds:
            self._holds.discard(path)
            _unlink(self._base + path)
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(self._base + folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)

    def _drop(self, paths: Iterable[str]) -> None:
        """Unlink files, and the folders that are empty without them, inner ones first."""
        folders: set[str] = set()
        for path in paths:
            self._holds.discard(path)
            _unlink(self._base + path)
            while path := path.rpartition("/")[0]:
                folders.add(path)
        for folder in sorted(folders, reverse=True):
            try:
                os.rmdir(self._base + folder)  # noqa: PTH106
            except OSError as problem:
                if problem.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                    raise


def discard(folder: Path) -> None:
    """Delete a folder with all it holds, if there is one. Raises OSError."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def _unlink(path: str) -> None:
    """Unlink a file that may have been deleted from the site before while that was in the output folder."""
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108


def _inode(path: str) -> int:
    try:
        return os.lstat(path).st_ino
    except FileNotFoundError:
        return -1
