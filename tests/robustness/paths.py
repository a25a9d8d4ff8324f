"""D4: no text of an author makes the program read or write outside of its dossier, nor publish what lies there."""

import json
import os
import shutil
import sys
from itertools import islice, product
from pathlib import Path

from tests.robustness.child import Act, dossier, run
from tests.robustness.row import Amount, Row

PROMISED = 23_058
_SECRET = "CANARY-7f3a"
_BATCH = 400
_UPS = (
    "../", "..\\", "..//", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "....//", "..;/", ".%2e/", "..%c0%af",
    "%252e%252e%252f",
    "..\u2215", "\u2025/", "\uff0e\uff0e/", "./../", "x/../../", "../x/../../", "..\u200b/", "/../", "//../", "\\..\\",
)  # fmt: skip
_STARTS = (
    "",
    "/",
    "//",
    "\\\\",
    "file:///",
    "file:",
    "C:",
    "C:\\",
    "~/",
    "articles/",
    "raw/",
    "/raw/",
    "content/",
    "./",
    "%2f",
    "\u2215",
    "output/",
)
_ENDS = (
    "canary.txt",
    "canary",
    "canary.txt%00.html",
    "canary.txt\\0",
    "etc/passwd",
    "d/canary.txt",
    "canary.txt#x",
    "canary.txt?x",
)
#: A line of front matter or of text in which each string is put.
_FIELDS = (
    "aliases: [{}]", "slug: {}", "image: {{src: {}, alt: x}}", "source: {{raw: {}}}", "source: {{raw: {}, sha256: x}}",
    "tags: [{}]", "related: [{}]", "lang: {}", "section: {}", "[x]({})", "![x]({})", "[[{}]]", "![[{}]]",
    "[x]: {}", "```{}\n```",
)  # fmt: skip


def strings() -> list[str]:
    """Ways out of a folder, up to eight levels up."""
    ups = (up * depth for depth in range(1, 9) for up in _UPS)
    return [start + up + end for up, start, end in product(ups, _STARTS, _ENDS)]


def row(folder: Path, amount: Amount) -> Row:
    """Each string in one field of an article; what is not refused is built. A program that believes is the control."""
    made = Row("D4", "ways out of the dossier", PROMISED)
    every = strings()
    chosen = every[:: max(1, len(every) // amount.strings)][: amount.strings]
    cases = iter([(text, _FIELDS[n % len(_FIELDS)]) for n, text in enumerate(chosen)])
    built = 0
    while batch := list(islice(cases, _BATCH)):
        made.reached += len(batch)
        made.broken += _escapes(folder, batch)
        built += len([*(folder / "box/d/content/articles").iterdir()])
    made.remarks.append(f"{built} of the texts were harmless, and built")
    made.broken += _links(folder)
    made.control = len(_escapes(folder, [("../../canary.txt", "aliases: [{}]")], act=_believing))
    return made


def _escapes(folder: Path, batch: list[tuple[str, str]], act: Act | None = None) -> list[str]:
    box = folder / "box"
    root = _furnish(box)
    for n, (text, field) in enumerate(batch):
        (root / f"content/articles/p{n}.md").write_text(
            _article(n, text, field), encoding="utf-8", newline="\n"
        )
    while bad := _refused(root):
        if "traceback" in bad:
            return [*bad]
        for path in bad:  # without them others may lead nowhere, which only the next look tells
            (root / path).unlink()
    before = {path.relative_to(box) for path in box.rglob("*")}
    end = run(_watched(act or dossier("build"), root), root)
    after = {path.relative_to(box) for path in box.rglob("*")}
    mine = ("d/output", "d/.dossier", "d/.output", "d.said", "d.calls")
    found = [f"wrote {path}" for path in after - before if not path.as_posix().startswith(mine)]
    found += [line for line in end.said.splitlines() if line.startswith("OUTSIDE")]
    found += [f"published {path}" for path in (root / "output").rglob("*") if path.is_file() and _holds(path)]
    return found + ([] if end.code == 0 else [f"build: {end.said[-400:]}"])


def _refused(root: Path) -> set[str]:
    """The files with errors; a traceback in place of a path."""
    end = run(dossier("check", "--format", "json"), root)
    if "Traceback" in end.said:
        return {"traceback", end.said[-400:]}
    return {f["path"] for f in json.loads(end.said or "[]") if f["severity"] == "error"}


def _article(n: int, text: str, field: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    in_text = field.startswith(("[", "!", "`"))
    line, body = ("", field.format(text)) if in_text else (field.format(quoted) + "\n", "Un texte.")
    return f'---\ntitle: Texte {n}\nid: "{n + 1}"\n{line}---\n{body}\n'


def _furnish(box: Path) -> Path:
    shutil.rmtree(box, ignore_errors=True)
    root = box / "d"
    (root / "content/articles").mkdir(parents=True)
    (root / "dossier.yaml").write_text("title: Essai\nurl: https://example.org/\n", encoding="utf-8")
    receipt = {"version": 1, "sha256": _SECRET, "base_body_sha256": _SECRET, "converter": _SECRET}
    for place in (box, root, root / "content/raw", box.parent):
        place.mkdir(exist_ok=True)
        (place / "canary.txt").write_text(_SECRET, encoding="utf-8")
        if place.name != "raw":
            (place / "canary.txt.receipt.json").write_text(json.dumps(receipt), encoding="utf-8")
    return root


def _links(folder: Path) -> list[str]:
    """Symbolic links to files and folders outside, of each kind of content: refused, and not published."""
    found = []
    for name, target in product(
        (
            "articles/x.md",
            "articles/x",
            "x.svg",
            "notes/x.md",
            "entities",
            "pages/x.md",
            "y",
            "raw/x.receipt.json",
        ),
        (
            "../../canary.txt",
            "../..",
            "/etc/passwd",
            "/etc",
            "x.svg",
            "../../../canary.txt",
            "nowhere",
            "../content",
        ),
    ):
        root = _furnish(folder / "box")
        link = root / "content" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)
        end = run(_watched(dossier("build"), root), root)
        found += [line for line in end.said.splitlines() if line.startswith("OUTSIDE")]
        found += [
            f"{name} → {target}: {p}" for p in (root / "output").rglob("*") if p.is_file() and _holds(p)
        ]
        found += [f"{name} → {target}: traceback"] if "Traceback" in end.said else []
    return found


def _holds(path: Path) -> bool:
    data = path.read_bytes()
    return _SECRET.encode() in data or b"root:x:0" in data


def _watched(act: Act, root: Path) -> Act:
    """The act, which tells of every file it opens outside of the dossier: to write, or one of those that are bait."""

    def acted(given: Path) -> int:
        def told(event: str, args: tuple[object, ...]) -> None:
            if event == "open" and isinstance(args[0], str | bytes):
                path = os.path.normpath(given / os.fsdecode(args[0]))
                writes = isinstance(args[2], int) and bool(args[2] & (os.O_WRONLY | os.O_RDWR))
                inside = path.startswith(f"{root}/")
                made = path.startswith((f"{root}/output/", f"{root}/.output.next/"))
                bait = (Path(path).name.startswith("canary.txt") and not made) or path == "/etc/passwd"
                if (writes and not inside and not path.startswith("/dev/")) or (
                    bait and "content/raw" not in path
                ):
                    os.write(1, f"OUTSIDE {path}\n".encode())

        sys.addaudithook(told)
        return act(given)

    return acted


def _believing(root: Path) -> int:
    """A program that writes a redirect wherever an alias says."""
    for article in (root / "content/articles").glob("*.md"):
        alias = json.loads(article.read_text(encoding="utf-8").partition("aliases: ")[2].partition("\n")[0])[
            0
        ]
        target = root / "output" / alias
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("redirect", encoding="utf-8")
    return 0
