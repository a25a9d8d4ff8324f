"""Whatever is edited, in whatever order, and whatever happens to the cache: a build gives what a clean one gives."""

import os
import random
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dossierpress.build import making
from dossierpress.build.checking import Rechecking
from dossierpress.diagnostics import errors
from dossierpress.store.manifest import FILE_NAME
from dossierpress.store.memo import Memo
from tests.incremental.dossier import BARE, Dossier, differences

IDS = [str(n) for n in range(101, 106)]
WORDS = ["accord", "Genève", "délégation", "sommet", "trêve", "Marc Tessier", "*ferme*", "« fin »"]
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
ids = st.sampled_from(IDS)
#: 1,000 sequences with ``DOSSIER_TEST=long``, as `make test-long` sets it.
EXAMPLES = 1000 if os.environ.get("DOSSIER_TEST") == "long" else 100


class Editing(RuleBasedStateMachine):
    """A dossier, its editors, and all that can go wrong around them."""

    pool: ClassVar[ThreadPoolExecutor] = ThreadPoolExecutor(2)

    @initialize(seed=st.integers(0, 3))
    def begin(self, seed: int) -> None:
        """A dossier of two articles with a note."""
        self.root = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
        self.dossier = Dossier(self.root)
        self.dossier.bare_theme()
        self.epoch(day=seed)
        self.configure("Essai", 3, base=True)
        self.article("101", "Un accord", ["Paix"], "Le sommet de Genève.", "102", published=1)
        self.article("102", "Une trêve", ["Paix", "Marc Tessier"], "La trêve tient.", "101", published=1)
        self.note("101", "sommet", "Genève")
        self.branches: dict[str, dict[str, bytes]] = {}
        self.memo: Memo | None = None
        self.preview: Rechecking | None = None
        self.unlisted = self.unknown = False
        self.due = True

    @rule(
        of=ids, title=words, tags=st.lists(words, max_size=2), text=words, to=ids, published=st.integers(1, 5)
    )
    def article(self, of: str, title: str, tags: list[str], text: str, to: str, published: int) -> None:
        """Write, rewrite, retag, rename the title or the day of an article; it may link to one that is not there."""
        head = (
            f"title: {title!r}\nid: {of}\ndate: 2015-12-0{published}\ntags: {tags!r}\nrelated: [{WORDS[0]}]"
            f"\ndescription: {(tags or WORDS)[0]!r}"
        )
        link = f" Voir [[{to}]].\n" if (self.root / f"content/articles/{to}.md").exists() else "\n"
        self.put(f"content/articles/{of}.md", f"---\n{head}\n---\n{text}.{link}")

    @rule(of=ids, word=st.sampled_from([*WORDS, "et", "oui"]), seed=st.integers(0, 9))
    def word(self, of: str, word: str, seed: int) -> None:
        """Put a word somewhere into a text: most often nothing but the text's own pages can show it."""
        for file in sorted((self.root / "content/articles").glob(f"{of}*.md")):
            head, _, body = file.read_text(encoding="utf-8").rpartition("\n---\n")
            spaces = [place for place, sign in enumerate(body) if sign == " "]
            place = spaces[seed % len(spaces)] if spaces else len(body)
            file.write_text(f"{head}\n---\n{body[:place]} {word}{body[place:]}", encoding="utf-8")
            self.due = True

    @rule(of=ids)
    def delete(self, of: str) -> None:
        """Delete an article; notes and links lose it."""
        (self.root / f"content/articles/{of}.md").unlink(missing_ok=True)
        self.due = True

    @rule(of=ids, name=st.sampled_from(["a", "b"]))
    def move(self, of: str, name: str) -> None:
        """Give an article's file another name, and so another address."""
        file = self.root / f"content/articles/{of}.md"
        if file.exists():
            file.rename(file.with_name(f"{of}.md" if name == "a" else f"{of}-{name}.md"))
        self.due = True

    @rule(of=ids, quote=words, text=words)
    def note(self, of: str, quote: str, text: str) -> None:
        """Write a note, or move it to another passage."""
        self.put(f"content/notes/{of}.md", f"---\narticle: {of}\nquote: {quote!r}\n---\n{text}.\n")

    @rule(name=words, kind=st.sampled_from(["person", "place"]))
    def entity(self, name: str, kind: str) -> None:
        """Write the one entity, or rename it."""
        self.put("content/entities/e.md", f"---\nname: {name!r}\nkind: {kind}\nslug: e\n---\nQui [[101]].\n")

    @rule(of=ids, day=st.integers(1, 28))
    def event(self, of: str, day: int) -> None:
        """Write an event."""
        self.put("content/events/e.md", f"---\ntitle: Fin\ndate: 2015-11-{day:02}\narticles: ['{of}']\n---\n")

    @rule(data=st.binary(max_size=3))
    def picture(self, data: bytes) -> None:
        """Put a file beside the texts."""
        (self.root / "content/x.png").write_bytes(data)
        self.due = True

    @rule(title=words, items=st.integers(1, 3), base=st.booleans())
    def configure(self, title: str, items: int, base: bool) -> None:
        """Change the configuration."""
        url = "url: https://example.org/x/\n" if base else ""
        self.put("dossier.yaml", f"title: {title!r}\ntheme: bare\nfeed_items: {items}\n{url}")

    @rule(name=st.sampled_from(["article", "topic", "hub"]), text=words)
    def theme(self, name: str, text: str) -> None:
        """Change a template."""
        self.put(f"themes/bare/templates/{name}.html", BARE + text)

    @rule(day=st.integers(0, 5))
    def epoch(self, day: int) -> None:
        """Another day comes: articles of later days are not public yet."""
        os.environ["SOURCE_DATE_EPOCH"] = str(1448928000 + day * 86400)  # from 1 December 2015
        self.due = True

    @rule(name=st.sampled_from("xy"))
    def keep_branch(self, name: str) -> None:
        """Keep the sources as a branch."""
        self.branches[name] = {
            f.relative_to(self.root).as_posix(): f.read_bytes()
            for folder in ("content", "themes")
            for f in (self.root / folder).rglob("*")
            if f.is_file()
        }

    @rule(name=st.sampled_from("xy"))
    def switch_branch(self, name: str) -> None:
        """Go to a branch."""
        if name in self.branches:
            shutil.rmtree(self.root / "content")
            for path, data in self.branches[name].items():
                file = self.root / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            self.due = True

    @rule(of=ids)
    def sly_edit(self, of: str) -> None:
        """Change a letter and set the file's time back."""
        file = self.root / f"content/articles/{of}.md"
        if file.exists():
            stat, text = file.stat(), file.read_text(encoding="utf-8")
            file.write_text(text.replace("o", "a"), encoding="utf-8")
            os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
            self.due = True

    @rule(after=st.integers(0, 12))
    def interrupt(self, after: int) -> None:
        """A build is interrupted somewhere; the site stays as it was, or is the new one."""
        before = self.dossier.tree
        try:
            self.dossier.build(progress=_stops_after(after), jobs=1)
        except KeyboardInterrupt:
            assert self.dossier.tree == before
        self.due = True

    @rule(seed=st.integers(0, 999), how=st.sampled_from(["flip", "cut", "delete", "foreign"]))
    def damage_the_cache(self, seed: int, how: str) -> None:
        """Flip a byte of the cache, cut a file off, delete one, or come with another key."""
        if self.unlisted:
            return
        self.unknown = True
        chance = random.Random(seed)
        files = sorted(f for f in (self.root / ".dossier").rglob("*") if f.is_file() and f.name != "lock")
        if how == "foreign":
            os.environ["DOSSIER_CACHE_KEY"] = f"key {seed % 2}"
        elif files:
            _damage(chance.choice(files), how, chance)
        self.due = True

    @rule(seed=st.integers(0, 99), how=st.sampled_from(["edit", "delete", "flip"]))
    def damage_the_site(self, seed: int, how: str) -> None:
        """Somebody edits or deletes a file of the site."""
        chance = random.Random(seed)
        files = sorted(f for f in (self.root / "output").rglob("*") if f.is_file())
        # With neither the list nor the cache, no file is known to be ours, and a build refuses to replace any.
        files = [f for f in files if f.name != FILE_NAME or not self.unknown]
        if files:
            file = chance.choice(files)
            self.unlisted |= file.name == FILE_NAME
            if how == "edit":
                file.write_bytes(file.read_bytes() + b"!")
            else:
                _damage(file, how, chance)
            self.due = True

    @rule(same=st.booleans())
    def build(self, same: bool) -> None:
        """Build now, in a new process or in the one that built before."""
        self.law(same=same)

    @invariant()
    def law_now_and_then(self) -> None:
        """Check the law after about every third step."""
        if getattr(self, "due", False) and random.random() < 0.3:
            self.law(same=False)

    def law(self, *, same: bool) -> None:
        """What is known, what is not, and two at once: all give the same site and findings."""
        if not same or self.memo is None:
            self.memo = Memo.open(self.root / ".dossier")
        built = self.dossier.build(memo=self.memo, jobs=1)
        self.watched()
        for executor in (None, self.pool):
            site, found = self.dossier.clean(executor)
            assert found == built.diagnostics
            if not errors(found):
                assert differences(self.dossier.tree, site) == []
        self.due = self.unlisted = self.unknown = False

    def watched(self) -> None:
        """A preview that looks at the dossier again and again finds what one finds that has just been started."""
        if self.preview is None:
            self.preview = Rechecking(Memo.beside(self.root / ".dossier"))
        known = Rechecking(Memo.none())(self.dossier.project())
        assert self.preview(self.dossier.project()) == known

    def put(self, path: str, text: str) -> None:
        """Write a file, and remember that there is something to build."""
        self.dossier.write(path, text)
        self.due = True

    def teardown(self) -> None:
        """Leave nothing behind."""
        if hasattr(self, "root"):
            shutil.rmtree(self.root, ignore_errors=True)


def _damage(file: Path, how: str, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    if how == "delete":
        file.unlink()
    elif how == "cut":
        os.truncate(file, chance.randrange(len(data) + 1))
    elif data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data)


def _stops_after(count: int) -> Callable[[str, int, int], None]:
    left = iter(range(count))

    def tell(stage: str, done: int, total: int) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    return tell


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock and the key are set back after each test."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.setenv("DOSSIER_CACHE_KEY", "key 0")


@pytest.mark.timeout(3600)
def test_incremental_is_clean_is_parallel() -> None:
    """The law, over many sequences of edits and accidents."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    run = settings(max_examples=EXAMPLES, stateful_step_count=12, suppress_health_check=checks)
    case = Editing.TestCase
    case.settings = run
    case("runTest").runTest()


def test_the_law_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a key that leaves the view out lets a stale page stand, and the comparison sees it."""
    machine = Editing()
    machine.begin(0)
    machine.epoch(day=5)
    try:
        monkeypatch.setattr(making, "key_of", lambda page, what, shared: page.url.encode())
        machine.law(same=False)
        machine.article("101", "Un accord", ["Paix"], "Un autre texte", "102", published=1)
        with pytest.raises(AssertionError):
            machine.law(same=False)
    finally:
        machine.teardown()
