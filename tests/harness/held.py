"""What a process holds of the system, as Linux tells it."""

import re
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Held:
    """Open descriptors, watches of folders (inotify), threads, and resident memory in MiB."""

    descriptors: int
    watches: int
    threads: int
    memory: float


def held(pid: int) -> Held:
    """What the process holds now."""
    infos = [_text(file) for file in (PROC / str(pid) / "fdinfo").iterdir()]
    status = dict(re.findall(r"^(\w+):\s+(\d+)", _text(PROC / str(pid) / "status"), re.MULTILINE))
    return Held(
        descriptors=len(infos),
        watches=sum(len(re.findall(r"^inotify wd:", info, re.MULTILINE)) for info in infos),
        threads=int(status["Threads"]),
        memory=int(status["VmRSS"]) / 1024,
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:  # closed between two looks
        return ""
