"""A3: real signals, real kills inside of system calls, real full and read-only disks."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.harness.project import GENERATOR
from tests.robustness import stage
from tests.robustness.child import dossier, run
from tests.robustness.row import Amount, Row
from tests.robustness.stage import Scene

PROMISED = 750
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_CALLS = (
    "write,openat,rename,renameat2,link,linkat,mkdir,unlink,unlinkat,rmdir,fsync,syncfs,ftruncate,pwrite64"
)
#: Builds in a folder where it does not matter, so that all Python has to load is there; then where it does.
_LOADED = """
import os, sys
from dossierpress.cli import main
os.chdir(sys.argv[1])
main(["build"], standalone_mode=False)
open("loaded", "w").close()
os.chdir(sys.argv[2])
main(["build"])
"""
_SPACE = ("unshare", "--user", "--map-root-user", "--mount")


def row(folder: Path, amount: Amount) -> Row:
    """Signals at any moment; strace that kills at or refuses a system call; small and read-only file systems."""
    made = Row("A3", "signals, system calls, full and read-only disks", PROMISED)
    scene = stage.scene(folder, "next build", ("build",), "output", stage.built)
    start = time.perf_counter()
    _ended(_build(scene.fresh(folder / "timed")))
    whole, draw = time.perf_counter() - start, random.Random(3)
    for n in range(amount.rounds):
        _signalled(scene, folder, _SIGNALS[n % 3], draw.uniform(0, whole), made)
    if shutil.which("strace"):
        calls = _calls_that_matter(scene, folder)
        for n in range(amount.traced):
            _traced(scene, folder, draw.choice(calls), n % 2 == 0, made)
    if subprocess.run([*_SPACE, "true"], check=False, capture_output=True).returncode == 0:
        for size in range(4, 404, max(8, 2000 // amount.rounds)):
            _on_a_small_disk(scene, folder, size, made)
    made.control = _in_place(scene, folder)
    return made


def _build(root: Path) -> "subprocess.Popen[str]":
    return _started([sys.executable, "-m", "dossierpress", "build"], root)


def _started(command: list[str], root: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def _ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    said, _ = process.communicate()
    return process.returncode, said


def _judge(scene: Scene, root: Path, case: str, said: str, made: Row) -> None:
    made.reached += 1
    if not scene.is_sound(root):
        made.broken.append(f"{case}: mixed")
    if run(scene.act, root).code or not scene.is_done(root):
        made.broken.append(f"{case}: the next run does not mend it")
    if "Traceback" in said and "KeyboardInterrupt" not in said:
        made.broken.append(f"{case}: traceback {said[-200:]}")


def _signalled(scene: Scene, folder: Path, number: signal.Signals, wait: float, made: Row) -> None:
    root = scene.fresh(folder / "signalled")
    process = _build(root)
    time.sleep(wait)
    process.send_signal(number)
    sent = time.perf_counter()
    _, said = _ended(process)
    if time.perf_counter() - sent > 5:
        made.broken.append(f"{number.name} is not obeyed within 5 s")
    _judge(scene, root, f"{number.name} after {wait:.2f} s", said, made)


def _calls_that_matter(scene: Scene, folder: Path) -> range:
    """The numbers of the calls of the build that matters."""
    log = folder / "strace.log"
    _ended(_loaded(scene, folder, scene.fresh(folder / "traced"), "-o", str(log), "-e", f"trace={_CALLS}"))
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    loaded = next(number for number, line in enumerate(lines, start=1) if '"loaded"' in line)
    return range(loaded + 1, len(lines))  # the last line tells of the end


def _loaded(scene: Scene, folder: Path, root: Path, *options: str) -> "subprocess.Popen[str]":
    """A build under strace, of a program that has loaded what it needs."""
    elsewhere = scene.fresh(folder / "elsewhere")
    command = ["strace", *options, sys.executable, "-c", _LOADED, str(elsewhere), str(root)]
    return _started(command, root)


def _traced(scene: Scene, folder: Path, when: int, kill: bool, made: Row) -> None:
    root = scene.fresh(folder / "traced")
    what = "signal=KILL" if kill else "error=ENOSPC"
    trace = ("-f", "-o", "/dev/null", "-e", f"inject={_CALLS}:{what}:when={when}")
    _, said = _ended(_loaded(scene, folder, root, *trace))
    _judge(scene, root, f"{what} at system call {when}", said, made)


def _on_a_small_disk(scene: Scene, folder: Path, size: int, made: Row) -> None:
    """A file system of ``size`` KiB with the dossier on it; copied out afterwards to be judged."""
    root = scene.fresh(folder / "disk")
    result = folder / "disk-result"
    shutil.rmtree(result, ignore_errors=True)
    mounted = folder / "mounted"
    mounted.mkdir(exist_ok=True)
    script = (
        'mount -t tmpfs -o size="$3"k none "$1" && cp -a "$2/." "$1" || exit 77; cd "$1" && '
        '"$5" -m dossierpress build; code=$?; cp -a "$1" "$4"; exit $code'
    )
    arguments = [str(mounted), str(root), str(200 + size), str(result), sys.executable]
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [*_SPACE, "sh", "-c", script, "sh", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 77:  # 77: not even the sources fit
        _judge(scene, result, f"disk of {200 + size} KiB", ran.stderr, made)


def _in_place(scene: Scene, folder: Path) -> int:
    """How many of a few builds that delete first and write then leave a mixed site when they are killed."""
    caught = 0
    for n in range(8):
        root = scene.fresh(folder / "in-place")
        run(dossier("build"), root)
        copy = (
            "import sys, time\nfor path in sys.argv[1:]:\n    time.sleep(.05); open(path, 'w').write('new')"
        )
        pages = [str(path) for path in sorted((root / "output").rglob("*.html"))]
        process = subprocess.Popen([sys.executable, "-c", copy, *pages])
        time.sleep(0.3 + n * 0.05)
        process.kill()
        process.wait()
        caught += not scene.is_sound(root)
    return caught
