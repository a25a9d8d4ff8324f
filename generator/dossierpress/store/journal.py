"""Put a site in place file by file, where its folder cannot be exchanged as a whole.

A mount point of its own (a volume, a shared folder) cannot be renamed, and in some places nothing may be
written beside the output. So the new files are completed inside the output, a journal says what is to happen,
and each file is renamed into its place. Before the journal stands, the old site does; after that `recover`
carries the work to its end, however often it is stopped.
"""

import errno
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from dossierpress.model.source import OutputPath
from dossierpress.store.exchange import flush
from dossierpress.store.sources import digest

STAGE = ".dossier-next"
JOURNAL = ".dossier-journal.json"
_SITE = "site"

#: What the system says when a folder cannot be exchanged, or nothing may be written beside it.
CANNOT_EXCHANGE = frozenset(
    {errno.EXDEV, errno.EBUSY, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSYS, errno.ENOTSUP}
)


def replace(output: Path, files: Mapping[OutputPath, bytes], removed: Mapping[OutputPath, str]) -> None:
    """Write ``files`` into ``output`` and delete ``removed``, whose digests are given; all of it or nothing.

    Raises `OSError`. When the journal stands by then, the next `recover` goes on; else nothing has changed.
    """
    stage = output / STAGE
    record = {"files": list(files), "removed": dict(removed)}
    try:
        for path, data in files.items():
            (stage / _SITE / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / _SITE / path).write_bytes(data)
        (stage / JOURNAL).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        flush(output)
        (stage / JOURNAL).rename(output / JOURNAL)
    except OSError:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    flush(output)
    recover(output)


def recover(output: Path) -> None:
    """Finish what a journal in ``output`` says; without one, drop what was only half prepared.

    Raises `OSError`, also for a journal that is none.
    """
    if (output / JOURNAL).exists():
        files, removed = _read(output / JOURNAL)
        _remove(output, removed)
        _move(output, files)
        flush(output)
        (output / JOURNAL).unlink()
    if (output / STAGE).is_dir():
        shutil.rmtree(output / STAGE)


def _read(path: Path) -> tuple[list[str], dict[str, str]]:
    try:
        record = json.loads(path.read_bytes())
        return list(record["files"]), dict(record["removed"])
    except (ValueError, KeyError, TypeError):
        raise OSError(errno.EINVAL, "this is no journal of a build; delete it", str(path)) from None


def _remove(output: Path, removed: Mapping[str, str]) -> None:
    """Delete files that are still what we wrote, and folders that are empty without them.

    This comes first: a folder of the old site may have to make way for a file of the new one.
    """
    for path, known in removed.items():
        file = _inside(output, path)
        if file.is_file() and digest(file.read_bytes()) == known:
            file.unlink()
    folders = {folder.as_posix() for path in removed for folder in Path(path).parents[:-1]}
    for folder in sorted(folders, reverse=True):  # inner ones first
        place = _inside(output, folder)
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()


def _move(output: Path, files: Iterable[str]) -> None:
    for path in files:
        staged, target = _inside(output / STAGE / _SITE, path), _inside(output, path)
        if staged.is_file():  # else an earlier attempt moved it
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)


def _inside(folder: Path, path: str) -> Path:
    """The file at ``path``; a journal that names one outside of ``folder`` is not ours."""
    file = folder / path
    if not file.parent.resolve().is_relative_to(folder.resolve()) or file.name in {"", ".."}:
        raise OSError(errno.EPERM, "the journal names a file outside of the output folder", path)
    return file
