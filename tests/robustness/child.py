"""Acts done in a process of their own, which may die or meet errors at any call of the file system."""

import errno
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

#: What is done to a folder; its result is the exit code.
Act = Callable[[Path], int]
#: The calls that are counted, as `sys.addaudithook` names them.
CALLS = frozenset({
    "open", "os.link", "os.symlink", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.truncate",
    "os.scandir", "os.listdir", "shutil.rmtree", "shutil.copyfile", "shutil.copymode", "ctypes.dlsym",
    "subprocess.Popen",
})  # fmt: skip
ERRNOS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EMFILE)
_TRACEBACK = 70


@dataclass(frozen=True, slots=True)
class Staged:
    """An act that something has to be made ready for, in the same process; only the act's own calls are counted."""

    ready: Callable[[Path], Act]


@dataclass(frozen=True, slots=True)
class End:
    """How an act ended: its exit code (negative for a signal), what it printed, and how many calls it made."""

    code: int
    said: str
    calls: int


def kill_at(step: int) -> Callable[[str], None]:
    """Die, without any clean-up, before call number ``step``."""
    left = step

    def hook(_: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def fail_at(step: int, code: int) -> Callable[[str], None]:
    """Answer call number ``step`` with an error, and no other."""
    left = step

    def hook(path: str) -> None:
        nonlocal left
        left -= 1
        if left == -1:
            raise OSError(code, os.strerror(code), *([path] if path else []))

    return hook


def nothing(_: str) -> None:
    """Let every call pass."""


def run(act: Act | Staged, root: Path, hook: Callable[[str], None] = nothing) -> End:
    """Do ``act`` in a forked process, with ``hook`` before each call of the file system about ``root``.

    The modules it needs must be loaded before: what it opens is then the dossier's alone.
    """
    said, counted = root.with_name(root.name + ".said"), root.with_name(root.name + ".calls")
    child = os.fork()
    if child == 0:
        _in_child(act, root, hook, said, counted)
    _, status = os.waitpid(child, 0)
    calls = counted.stat().st_size if counted.exists() else 0
    counted.unlink(missing_ok=True)
    text = said.read_text(encoding="utf-8", errors="replace")
    said.unlink()
    return End(os.waitstatus_to_exitcode(status), text, calls)


def _in_child(act: Act | Staged, root: Path, hook: Callable[[str], None], said: Path, counted: Path) -> None:
    out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    tally = os.open(counted, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    code = _TRACEBACK
    try:
        os.chdir(root)
        ready = act.ready(root) if isinstance(act, Staged) else act
        sys.addaudithook(_watch(root, hook, tally))
        code = ready(root)
    except BaseException:  # noqa: BLE001  (whatever it is, the parent shall read it)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _watch(root: Path, hook: Callable[[str], None], tally: int) -> Callable[[str, tuple[object, ...]], None]:
    inside = str(root)

    def audit(event: str, args: tuple[object, ...]) -> None:
        if event not in CALLS:
            return
        named = () if event == "subprocess.Popen" else args  # what cannot be started is no file to be named
        path = next((os.fsdecode(a) for a in named if isinstance(a, str | bytes | os.PathLike)), "")
        if event != "ctypes.dlsym" and path.startswith("/") and not path.startswith(inside):
            return
        os.write(tally, b".")
        hook(path)

    return audit


def dossier(*args: str) -> Act:
    """The command, as it is called in the dossier's folder."""

    def act(_: Path) -> int:
        from dossierpress.cli import main

        try:
            main(list(args), prog_name="dossier")
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 1
        return 0

    return act


def warm(root: Path, *commands: tuple[str, ...]) -> None:
    """Run the commands in this process, so that those to come find their modules loaded and templates compiled."""
    before = Path.cwd()
    os.chdir(root)
    try:
        for args in commands:
            assert dossier(*args)(root) == 0, args
    finally:
        os.chdir(before)
