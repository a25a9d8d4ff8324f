"""Addresses that open a file in the reader's editor, at a line and column."""

import os
from collections.abc import Mapping
from pathlib import Path, PurePath
from urllib.parse import quote

#: A program's name and the address it answers to. ``{path}`` is absolute and percent-encoded.
KNOWN = {
    "code": "vscode://file{path}:{line}:{column}",
    "codium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "pycharm": "pycharm://open?file={path}&line={line}&column={column}",
    "subl": "subl://open?url=file://{path}&line={line}&column={column}",
    "mate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "mvim": "mvim://open?url=file://{path}&line={line}&column={column}",
    "zed": "zed://file{path}:{line}:{column}",
}


def pattern(choice: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The address pattern of the reader's editor.

    ``choice`` is a name of `KNOWN` or a pattern with ``{path}``; else ``EDITOR_URL`` says it, else the program
    named by ``VISUAL`` or ``EDITOR``; else VS Code, which most have. Raises ValueError for another choice.
    """
    chosen = choice or environment.get("EDITOR_URL", "")
    if "{path}" in chosen:
        return chosen
    if chosen:
        if chosen not in KNOWN:
            raise ValueError(f"{chosen!r} is neither one of {', '.join(KNOWN)} nor an address with {{path}}")
        return KNOWN[chosen]
    programs = (environment.get("VISUAL", ""), environment.get("EDITOR", ""))
    names = (PurePath(program.split()[0]).stem for program in programs if program.strip())
    return next((KNOWN[name] for name in names if name in KNOWN), KNOWN["code"])


def address(pattern: str, file: Path, line: int, column: int) -> str:
    """The address that opens ``file``; lines and columns count from 1, and 0 means the first."""
    path = quote(file.as_posix() if file.as_posix().startswith("/") else f"/{file.as_posix()}")
    return (
        pattern.replace("{path}", path)
        .replace("{line}", str(line or 1))
        .replace("{column}", str(column or 1))
    )
