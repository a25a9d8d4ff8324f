"""What builds do not do again, what they do at once, and what they need for it."""

import json
import os
import pickle
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from dossierpress.build import build, workers
from dossierpress.build.inputs import gathered
from dossierpress.build.profile import Profile
from dossierpress.build.reading import by_kind, parse_all
from dossierpress.build.rendering import Look
from dossierpress.compose import compose
from dossierpress.config import Config
from dossierpress.link import link
from dossierpress.model.annotations import PAGE_SIZE
from dossierpress.model.body import Layer
from dossierpress.model.source import Source, SourcePath
from dossierpress.store.documents import Packed, Unpacker, pack, unpack_layer
from dossierpress.store.memo import Memo
from tests.bench.corpus import corpus, files, write
from tests.harness.project import Project
from tests.incremental.dossier import Dossier, differences

HEAVY = ("jinja2", "markdown_it", "pydantic", "pygments", "yaml", "rich")


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    """A dossier of 30 articles with notes, entities and events, in the default theme."""
    write(tmp_path, corpus(30))
    return Dossier(tmp_path)


def at_the_end(root: Path, what: str, *args: str, before: str = "", **environment: str) -> set[str]:
    """The value of an expression at the end of a command's process; ``before`` is run when it begins."""
    code = (
        f"{before}\nimport atexit, json, sys\natexit.register(lambda: print('\\n' + json.dumps(sorted({what}))))\n"
        f"from dossierpress.cli import main\nmain({list(args)!r})"
    )
    project = Project(root)
    project.command = lambda *a: [sys.executable, "-c", code]  # type: ignore[method-assign]
    ran = project.spawn(**environment)
    assert ran.exit_code == 0, ran.text
    return set(json.loads(ran.stdout.splitlines()[-1]))


def imported(root: Path, *args: str) -> set[str]:
    """The modules that a command of its own process has imported by its end."""
    return at_the_end(root, "sys.modules", *args)


COMPILING = """
from jinja2 import Environment
compiled, compile_one = set(), Environment.compile
def compile(environment, source, name=None, *args, **options):
    compiled.add(name)
    return compile_one(environment, source, name, *args, **options)
Environment.compile = compile
"""


def test_nothing_changed_needs_nothing_heavy(dossier: Dossier) -> None:
    """Once built, a build and a check import no templates, no Markdown, no validation."""
    project = Project(dossier.root)
    assert {"jinja2", "markdown_it", "yaml"} <= imported(dossier.root, "build")
    before = {path: path.stat().st_mtime_ns for path in project.output.rglob("*")}
    time.sleep(0.05)
    for command in ("build", "check"):
        assert imported(dossier.root, command).isdisjoint(HEAVY)
    assert {path: path.stat().st_mtime_ns for path in project.output.rglob("*")} == before


def test_verbs_about_notes_read_what_changed(dossier: Dossier) -> None:
    """They know what a build read; after a change they read the one file, and what they learnt lasts."""
    time.sleep(0.05)
    Project(dossier.root).build()
    for verb in ("list", "check", "fix"):
        assert imported(dossier.root, "note", verb).isdisjoint(HEAVY)
    file = next((dossier.root / "content/articles").glob("*-10000.md"))
    text = file.read_text()
    start = text.index("passage 0")
    file.write_text(text[:start] + text[text.index("\n\n", start) :])
    os.utime(file, ns=(1, 1))
    before = Project(dossier.root).do("note", "list", "--format", "json").last.stdout
    assert {note["note"]: note["state"] for note in json.loads(before)}["10000/n1"] == "orphan"
    assert imported(dossier.root, "note", "list").isdisjoint(HEAVY)


def test_help_is_light(tmp_path: Path) -> None:
    """Help needs none of it either."""
    assert imported(tmp_path, "--help").isdisjoint(HEAVY)


def test_one_word_renders_one_page(dossier: Dossier) -> None:
    """An edit in the middle of an article that nobody cites parses one file and renders its own page."""
    dossier.build()
    cited = {
        line for f in (dossier.root / "content/articles").iterdir() for line in f.read_text().split("[[")[1:]
    }
    alone = next(n for n in map(str, range(10_001, 10_030)) if not any(c.startswith(n) for c in cited))
    file = next((dossier.root / "content/articles").glob(f"*-{alone}.md"))
    text = file.read_text()
    middle = text.rindex(", ", 0, text.index("[^3]"))
    file.write_text(f"{text[:middle]} mot{text[middle:]}")
    profile = Profile()
    changes = dossier.build(profile=profile).changes
    assert changes
    assert f"articles/{file.stem[11:]}/index.html" in changes.changed
    kinds = Counter(kind for _, _, kind in profile.things)
    assert kinds["article.html"] == 1
    assert (
        sum(count for kind, count in kinds.items() if kind.endswith(".html")) <= 1 + 10
    )  # and entities it names
    assert differences(dossier.tree, dossier.clean()[0]) == []


def test_templates_are_compiled_once(dossier: Dossier, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A process compiles those that are new or were changed; with ``--no-cache`` it takes no word for any."""
    state = str(tmp_path_factory.mktemp("state"))

    def compiled(*args: str) -> set[str]:
        command = ("build", "--jobs", "1", *args)
        return at_the_end(dossier.root, "compiled", *command, before=COMPILING, XDG_STATE_HOME=state)

    first = compiled()
    assert {"article.html", "base.html", "hub.html"} <= first
    settings = (dossier.root / "dossier.yaml").read_text()
    dossier.write("dossier.yaml", settings.replace("Banc d’essai", "Autre"))
    assert compiled() == set()
    assert "<title>Autre</title>" in dossier.tree["index.html"].decode()
    dossier.write("themes/default/theme.yaml", "extends: default\n")
    dossier.write("themes/default/templates/404.html", "{{ page.title }} : essai")
    assert compiled() == {"404.html"}
    assert dossier.tree["404.html"].decode().endswith(" : essai")
    dossier.write("themes/default/templates/404.html", "{{ page.title }} : un autre essai")
    assert compiled("--no-cache") == first
    assert differences(dossier.tree, dossier.clean()[0]) == []


def test_a_theme_is_sent_without_the_key(dossier: Dossier) -> None:
    """What goes to a cluster has nothing that this machine signs with; here it stays as it is."""
    memo = Memo.open(dossier.project().cache)
    theme = gathered(dossier.project(), memo, drafts=False).theme
    memo.close()
    assert theme.code
    look = Look(theme)
    sent = pickle.dumps(look)
    assert memo.signer.secret not in sent
    assert pickle.loads(sent).theme == theme
    assert pickle.loads(sent).theme.code is None
    assert look.theme.code is theme.code


def test_going_back_renders_nothing(dossier: Dossier) -> None:
    """A state that was built before comes back from the cache, though the site is another by now."""
    first = dossier.build()
    site = dossier.tree
    config = (dossier.root / "dossier.yaml").read_text()
    (dossier.root / "dossier.yaml").write_text(config.replace("Banc d’essai", "Autre"))
    dossier.build()
    (dossier.root / "dossier.yaml").write_text(config)
    profile = Profile()
    again = dossier.build(profile=profile)
    assert profile.things == []
    assert dossier.tree == site
    assert again.pages == first.pages


def test_a_site_made_aside_leaves_what_is_known(
    dossier: Dossier, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Publishing builds in a folder elsewhere; the next build of the dossier's own has nothing to do."""
    dossier.build()
    aside = tmp_path_factory.mktemp("aside") / "site"
    build(dossier.project(str(aside)))
    profile = Profile()
    changes = dossier.build(profile=profile).changes
    assert changes
    assert (changes.added, changes.changed, changes.removed, profile.things) == ((), (), (), [])


def test_a_page_that_was_deleted_by_hand_is_no_obstacle(dossier: Dossier) -> None:
    """The site before lacks it; what stands there is changed twice, the second time upon that site."""
    dossier.build()
    next((dossier.root / "output").glob("articles/*/index.html")).unlink()
    config = (dossier.root / "dossier.yaml").read_text()
    for title in ("Un", "Deux", "Trois"):
        (dossier.root / "dossier.yaml").write_text(config.replace("Banc d’essai", title))
        dossier.build()
        assert differences(dossier.tree, dossier.clean()[0]) == []


def test_the_record_follows_receipts_and_comments(dossier: Dossier) -> None:
    """What only provenance.json and the box on a page show: a receipt, a comment in the configuration."""
    file = next((dossier.root / "content/articles").iterdir())
    file.write_text(file.read_text().replace("source: {", "source: {raw: raw/a.txt, ", 1))
    receipt = dossier.root / "content/raw/a.txt.receipt.json"
    receipt.parent.mkdir(exist_ok=True)
    seen = set()
    for said in ("", '{"version": 1, "sha256": "a"}', '{"version": 1, "sha256": "b"}'):
        if said:
            receipt.write_text(said)
        dossier.build()
        seen.add(dossier.tree["provenance.json"])
        assert differences(dossier.tree, dossier.clean()[0]) == []
    with (dossier.root / "dossier.yaml").open("a") as config:
        config.write("# a comment\n")
    changes = dossier.build().changes
    assert changes
    assert changes.changed == ("provenance.json",)
    assert len({*seen, dossier.tree["provenance.json"]}) == 4


def test_processes_make_the_same_site(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process, two of ours, and a pool of the caller's."""
    alone, found = dossier.clean()
    monkeypatch.setattr(workers, "ENOUGH", 1)
    monkeypatch.setattr(workers, "BATCH", 7)
    two, found_by_two = dossier.clean(jobs=2)
    with ProcessPoolExecutor(2) as pool:
        given, found_by_pool = dossier.clean(pool)
    assert differences(alone, two) == []
    assert differences(alone, given) == []
    assert found == found_by_two == found_by_pool


def test_a_memo_in_memory_knows_as_much(dossier: Dossier) -> None:
    """A preview keeps its memo between builds and writes nothing into the cache."""
    dossier.build()
    cache = sorted((p, p.stat().st_mtime_ns) for p in (dossier.root / ".dossier").glob("*.*"))
    memo = Memo.beside(dossier.root / ".dossier")
    profile = Profile()
    dossier.build(memo=memo, profile=profile)
    assert cache == sorted((p, p.stat().st_mtime_ns) for p in (dossier.root / ".dossier").glob("*.*"))
    assert differences(dossier.tree, dossier.clean()[0]) == []


def test_packing_loses_nothing(dossier: Dossier) -> None:
    """Every document of the corpus is the same after it was packed and read again, with zones of times."""
    from dossierpress.parse import parse

    files = sorted((dossier.root / "content").rglob("*.md"))
    odd = "---\ntitle: T\nid: 1\ndate: 2015-12-14T10:00:00+02:00\nimage: {caption: x}\nrelated: [a, {title: b}]\n---\n"
    sources = [Source(SourcePath(f.relative_to(dossier.root).as_posix()), f.read_text(), "") for f in files]
    for source in (*sources, Source(SourcePath("content/articles/odd.md"), odd, "")):
        documents, found = parse(source, lang="fr")
        packed = pack(documents, found)
        layers = {key.hex(): unpack_layer(data) for key, data in packed.layers.items()}
        outcome = Unpacker(layers.__getitem__).outcome(packed.facts)
        assert (outcome.documents, outcome.diagnostics) == (documents, found)
        assert [repr(d) for d in outcome.documents] == [repr(d) for d in documents]


def calls(size: int) -> int:
    """How many calls linking and composing so many articles makes, of Python and of C."""
    texts = [(p, t) for p, t in files(corpus(size)) if p.endswith(".md")]
    packed = parse_all([Source(SourcePath(path), text, "") for path, text in texts], lang="fr")
    outcomes = [
        Unpacker(lambda digest: Layer()).outcome(one.facts) for one in packed if isinstance(one, Packed)
    ]
    documents = by_kind(document for outcome in outcomes for document in outcome.documents)
    count = 0

    def tell(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tell)
    try:
        config = Config(title="T", url="https://example.org/")
        compose(link(documents, config)[0], config)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.slow
def test_nothing_is_quadratic() -> None:
    """Four times the articles take four times the calls, and not sixteen times."""
    assert calls(800) < 4 * 1.2 * calls(200)


def test_back_to_a_long_collection(tmp_path: Path) -> None:
    """The pages of a collection are told apart when they come back from what was replaced."""
    dossier = Dossier(tmp_path)
    dossier.bare_theme()
    dossier.write("dossier.yaml", "title: Essai\ntheme: bare\nurl: https://example.org/\n")
    dossier.write("content/articles/1.md", "---\ntitle: Un\nid: 101\n---\nUn texte.\n")
    for number in range(1, PAGE_SIZE + 2):
        dossier.write(
            f"content/notes/n{number}.md", f"---\narticle: 101\nid: n{number}\n---\nMot {number}.\n"
        )
    ends = [tmp_path / f"content/notes/{name}.md" for name in ("n1", "n99")]  # the first of all, and the last
    before = [note.read_text() for note in ends]
    for more in ("", "Et plus.\n", ""):
        for note, text in zip(ends, before, strict=True):
            note.write_text(text + more)
        dossier.build()
        site, _ = dossier.clean()
        assert "annotations-2.jsonld" in site
        assert differences(dossier.tree, site) == []
