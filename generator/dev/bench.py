"""Times builds of a synthetic dossier: ``python -m dev.bench 1000``.

Prints seconds and the peak of memory of each kind of build, so that a change can be compared with what was
there before it on the same machine. The dossier is the same for the same number of articles.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

WORDS = """
    accord ambassade annonce appel armistice assemblée attente bureau canal capitale cessation chef
    colline comité conférence conseil convoi couloir date débat déclaration délégation départ dialogue
    diplomate document échange émissaire entente entretien équipe étape fleuve frontière garantie
    gouvernement groupe heure hôtel île journée lettre liste médiateur ministre mission négociation note
    observateur opposition parole participant pays place pont porte-parole position pourparlers pression
    proposition question rapport rencontre réponse résolution retour rive route salle séance secrétaire
    semaine signature silence sommet source table télégramme texte tour traité trêve union vallée
    village ville visite voix vote voyage
""".split()  # noqa: SIM905  (a list of so many quotes is no easier to read)
PLACES = ("Valmont", "Sercy", "Ostrevant", "Brumes", "Haute-Rive", "Montclair", "Lusigny", "Pontarel")
PEOPLE = ("Anne Dorval", "Marc Tessier", "Leïla Haddad", "Ivan Morel", "Rosa Bellini", "Karim Sayeh")
SECTIONS = ("International", "Politique", "Économie")
SEED = 17303


@dataclass(frozen=True, slots=True)
class Run:
    """One timed build: wall-clock seconds, processor seconds and the peak of resident memory in MiB."""

    wall: float
    cpu: float
    memory: float


def dossier(root: Path, articles: int) -> None:
    """Write a dossier of so many articles, with notes on every second one, entities and links."""
    chance = random.Random(SEED)  # noqa: S311  (a corpus, not a secret)
    _write(root, "dossier.yaml", "title: Banc d'essai\nurl: https://example.org/banc/\n")
    for kind, names in (("place", PLACES), ("person", PEOPLE)):
        for number, name in enumerate(names):
            _write(root, f"content/entities/{kind}-{number}.md", f"---\nname: {name}\nkind: {kind}\n---\n")
    for number in range(articles):
        _article(root, number, chance)


def _article(root: Path, number: int, chance: random.Random) -> None:
    key, day = 10000 + number, f"2015-{1 + number % 12:02}-{1 + number % 28:02}"
    tags = ", ".join([*chance.sample(WORDS[:40], 3), chance.choice(PLACES)])
    paragraphs = [_paragraph(chance) for _ in range(6)]
    if number:
        paragraphs.append(f"Voir aussi [[{10000 + chance.randrange(number)}]].")
    title, section = _sentence(chance, 8)[:-1], chance.choice(SECTIONS)
    head = f"title: {title} {number}\nid: {key}\ndate: {day}\nsection: {section}"
    text = "\n\n".join(paragraphs)
    _write(root, f"content/articles/{day}-{key}.md", f"---\n{head}\ntags: [{tags}]\n---\n{text}\n")
    if number % 2:
        quote = paragraphs[2].split(". ")[0]
        note = f"---\narticle: {key}\nid: n1\nquote: {quote}\ndate: {day}\n---\n{_sentence(chance, 30)}\n"
        _write(root, f"content/notes/{key}-n1.md", note)


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance, chance.randint(8, 20)) for _ in range(4))


def _sentence(chance: random.Random, length: int) -> str:
    first, *words = chance.choices(WORDS, k=length)
    return (
        " ".join([first.capitalize(), *words, "à", chance.choice(PLACES), "avec", chance.choice(PEOPLE)])
        + "."
    )


def _write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def build(root: Path) -> Run:
    """Build the dossier in a process of its own."""
    start = time.perf_counter()
    arguments = [sys.executable, "-m", "dossierpress", "build", "-C", str(root)]
    log = (os.POSIX_SPAWN_OPEN, 1, str(root / "build.log"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    pid = os.posix_spawn(
        sys.executable, arguments, os.environ, file_actions=[log, (os.POSIX_SPAWN_DUP2, 1, 2)]
    )
    _, status, used = os.wait4(pid, 0)
    if status:
        raise SystemExit((root / "build.log").read_text(encoding="utf-8"))
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _append(root: Path, pattern: str, text: str) -> None:
    file = min(root.glob(pattern))
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def main(articles: int) -> None:
    """Time a first build, one with nothing changed, and one after each kind of small change."""
    changes: dict[str, Callable[[Path], None]] = {
        "first build": lambda root: None,
        "nothing changed": lambda root: None,
        "one note changed": lambda root: _append(root, "content/notes/*.md", "Un mot de plus.\n"),
        "one article changed": lambda root: _append(
            root, "content/articles/*.md", "\nUn paragraphe de plus.\n"
        ),
        "one entity changed": lambda root: _append(root, "content/entities/*.md", "Une remarque.\n"),
        "title changed": lambda root: _append(root, "dossier.yaml", "description: Tout change.\n"),
    }
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        dossier(root, articles)
        sys.stdout.write(f"{articles} articles{'wall s':>21}{'cpu s':>9}{'MiB':>7}\n")
        for name, change in changes.items():
            change(root)
            run = build(root)
            sys.stdout.write(f"{name:<24}{run.wall:9.2f}{run.cpu:9.2f}{run.memory:7.0f}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
