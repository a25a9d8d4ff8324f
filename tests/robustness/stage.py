"""Dossiers to act on, as they were and as they become."""

import hashlib
import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

from tests.robustness.child import Act, Staged, dossier, run, warm

#: Files that a stop may leave beside others: hidden, never published, and replaced by nothing.
_LEFT = re.compile(r"(^|/)\.[^/]+\.[0-9a-f]{8}\.tmp$")
Tree = dict[str, str]


@dataclass(frozen=True, slots=True)
class Scene:
    """An act on a dossier, and what of it has to be old or new. ``whole`` asks that of all files together."""

    name: str
    act: Act | Staged
    look: Callable[[Path], Tree]
    """What is judged of a dossier."""
    folder: Path
    old: Tree
    new: Tree
    calls: int
    """How many calls the act makes, undisturbed."""
    whole: bool = True
    at_once: bool = True
    """Whether this holds at every moment; if not, after the next run."""

    def is_sound(self, root: Path) -> bool:
        """Whether what is judged is as it was or as it should become, none of it a part of either."""
        return self.judged(root)[0]

    def is_done(self, root: Path) -> bool:
        """Whether it is as it should become."""
        return self.judged(root)[1]

    def judged(self, root: Path) -> tuple[bool, bool]:
        """Both, in one look."""
        found = self.look(root)
        if self.whole:
            return found in (self.old, self.new), found == self.new
        lost = self.old.keys() - found.keys() - (self.old.keys() - self.new.keys())
        known = (digest in (self.old.get(path), self.new.get(path)) for path, digest in found.items())
        return not lost and all(known), found == self.new

    def fresh(self, folder: Path) -> Path:
        """A copy of the dossier as it was, to act on."""
        root = folder / "d"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.folder, root, symlinks=True)
        return root


def below(path: str) -> Callable[[Path], Tree]:
    """Look at the files below ``path`` of a dossier."""

    def look(root: Path) -> Tree:
        return tree(root / path)

    return look


def tree(folder: Path) -> Tree:
    """The files below a folder (or the file) with their SHA-256; what a stop may leave behind is not among them."""
    if folder.is_file():
        return {"": _digest(folder)}
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = ((path.relative_to(folder).as_posix(), path) for path in files)
    return {name: _digest(path) for name, path in named if not _LEFT.search(name)}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def scene(
    folder: Path,
    name: str,
    act: tuple[str, ...] | Act | Staged,
    look: str | Callable[[Path], Tree],
    prepare: Callable[[Path], None],
    *,
    whole: bool = True,
    at_once: bool = True,
) -> Scene:
    """Prepare the dossier, and find out on a copy what the act makes of it.

    ``act`` may be the words of a command, ``look`` the path of the files that are judged.
    """
    old = folder / name / "old"
    old.mkdir(parents=True)
    prepare(old)
    act = dossier(*act) if isinstance(act, tuple) else act
    look = below(look) if isinstance(look, str) else look
    made = Scene(name, act, look, old, look(old), {}, 0, whole, at_once)
    root = made.fresh(folder / name)
    end = run(act, root)
    if end.code:
        raise AssertionError(f"{name} fails undisturbed: {end.said}")
    made = replace(made, new=look(root), calls=end.calls)
    assert made.new != made.old, f"{name} changes nothing that is judged"
    return made


def small(root: Path, articles: int = 6) -> None:
    """A dossier of a few articles with notes, an entity, a picture and free text; not built yet."""
    write(root, "dossier.yaml", "title: Essai\nurl: https://example.org/essai/\n")
    for n in range(articles):
        text = f"Le conseil a voté le point numéro {n}. [[Ville-Basse]] attend.\n"
        write(
            root,
            f"content/articles/a{n}.md",
            f'---\ntitle: Titre {n}\nid: "{100 + n}"\ntags: [pont]\n---\n{text}',
        )
        note = f'---\narticle: "{100 + n}"\nid: n1\nkind: context\nquote: Le conseil a voté\n---\nNote {n}.\n'
        write(root, f"content/notes/n{n}.md", note)
    write(root, "content/entities/ville.md", "---\nname: Ville-Basse\nkind: place\n---\nUne ville.\n")
    write(root, "content/image.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')


def built(root: Path) -> None:
    """The same, built, and then changed: an article edited, one gone, one new; with a file of somebody else's."""
    small(root)
    must(root, "build")
    write(root, "output/CNAME", "dossier.example")
    path = root / "content/articles/a0.md"
    path.write_text(path.read_text(encoding="utf-8").replace("voté", "voté et revoté"), encoding="utf-8")
    (root / "content/articles/a1.md").unlink()
    (root / "content/notes/n1.md").unlink()
    write(
        root,
        "content/articles/a9.md",
        '---\ntitle: Nouveau\nid: "109"\ntags: [quai]\n---\nUn texte nouveau.\n',
    )


def received(root: Path) -> None:
    """The small dossier with raw files that wait to be imported, one of them imported before and changed since."""
    small(root)
    raw = (
        "Titre d'une dépêche {n}\n\nLe conseil municipal a voté lundi le budget numéro {n}, après des débats.\n\n"
        * 2
    )
    write(root, "content/raw/x0.txt", raw.format(n="zéro"))
    must(root, "import", "content/raw")
    write(root, "content/raw/x0.txt", raw.format(n="zéro") + "Une phrase de plus est venue depuis.\n")
    for n, word in enumerate(("un", "deux", "trois"), 1):
        write(
            root,
            f"content/raw/x{n}.txt",
            f"Dépêche {word}\n\nUn tout autre texte, le numéro {word}, long assez.\n",
        )


def exported(root: Path) -> None:
    """The small dossier with an older export."""
    small(root)
    must(root, "export", "--zip", "out/e.zip", "--single-file", "out/e.html")
    write(root, "content/articles/a8.md", '---\ntitle: Huit\nid: "108"\n---\nUn texte.\n')


def ready(folder: Path) -> None:
    """Have this process do once all that acts do."""
    root = folder / "warm"
    received_raw = "Une dépêche\n\nUn texte assez long pour être lu, et encore une phrase de plus.\n"
    small(root)
    write(root, "content/raw/x.txt", received_raw)
    said = (root / "said").open("w", encoding="utf-8")
    with said, redirect_stdout(said), redirect_stderr(said):
        warm(
            root,
            ("import", "content/raw"),
            ("build",),
            ("check",),
            ("new", "n"),
            ("export", "--zip", "e.zip", "--single-file", "e.html"),
        )


def must(root: Path, *args: str) -> None:
    """Run a command of the dossier, which must succeed."""
    end = run(dossier(*args), root)
    assert end.code == 0, end.said


def write(root: Path, path: str, text: str) -> None:
    """Write a file of the dossier, with its folders."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
