"""Files are read again unless it is certain that they have not changed."""

import os
import time
from pathlib import Path

from dossierpress.model.source import SourcePath
from dossierpress.store.seen import TICK, Seen, Stamp
from dossierpress.store.sources import Unread, survey


def dossier(root: Path) -> Path:
    """A dossier of one article; returns the file."""
    file = root / "content/articles/a.md"
    file.parent.mkdir(parents=True)
    file.write_text("one")
    return file


def test_an_old_file_is_not_read(tmp_path: Path) -> None:
    """A file that was old when it was read, and is the same by all the file system says."""
    dossier(tmp_path)
    time.sleep(2 * TICK / 1e9)
    first = Seen({})
    content, _ = survey(tmp_path, first)
    again, _ = survey(tmp_path, Seen(first.now))
    assert again.sources == (Unread(SourcePath("content/articles/a.md"), content.sources[0].digest),)


def test_a_young_file_is_read_again(tmp_path: Path) -> None:
    """Within a tick of its change a file may change once more and bear the same time."""
    file = dossier(tmp_path)
    now = time.time_ns()
    assert not Stamp.of(file.stat(), now).same(file.stat())
    assert Stamp.of(file.stat(), now + 10 * TICK).same(file.stat())


def test_coarse_times_wait_longer(tmp_path: Path) -> None:
    """Where times are whole seconds, two seconds have to pass."""
    file = dossier(tmp_path)
    os.utime(file, ns=(10**18, 10**18))
    asked = file.stat().st_ctime_ns + 10 * TICK
    assert not Stamp.of(file.stat(), asked).settled
    assert Stamp.of(file.stat(), asked + 2 * 10**9).settled


def test_a_time_set_back_is_noticed(tmp_path: Path) -> None:
    """Same size, same time of change, other text: the time of the change of times tells."""
    file = dossier(tmp_path)
    time.sleep(2 * TICK / 1e9)
    stat, first = file.stat(), Seen({})
    survey(tmp_path, first)
    file.write_text("two")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    content, _ = survey(tmp_path, Seen(first.now))
    assert not isinstance(content.sources[0], Unread)
    assert content.sources[0].text == "two"
