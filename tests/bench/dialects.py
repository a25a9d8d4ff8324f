"""The corpus in the words of each generator, with the same theme and page set for all.

Every dialect says the same: 8 themes, 6 articles to read also, a publisher with an address, footnotes, links from
text to text. What ours looks up by name or id is written out as an address for the others, who so have less to do.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.corpus import Article, Corpus, markdown, quoted, write

HERE = Path(__file__).parent
THEMES = HERE / "themes"
PEERS = HERE / "peers"
URL = "https://example.org/"
#: A sentence of each theme's footer: to change it changes every page.
FOOTER = "Dossier d’essai"
_WIKILINK = re.compile(r"\[\[(\d+)\]\]")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a generator wants a site to be laid out: ``articles`` and ``footer`` are paths below its folder.

    ``text`` gives an article's file, ``prepare`` everything else of the site.
    """

    articles: str
    footer: str
    text: Callable[[Article], str]
    prepare: Callable[[Path, Corpus], None]

    def site(self, root: Path, made: Corpus) -> None:
        """Write the whole site."""
        self.prepare(root, made)
        for article in made.articles:
            self.article(root, article)

    def article(self, root: Path, article: Article) -> None:
        """Write one article, anew if it is there."""
        write_file(root / self.articles / f"{article.id}.md", self.text(article))

    def change_theme(self, root: Path, number: int) -> None:
        """Change the theme's footer; every number gives another one."""
        file = root / self.footer
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(rf"{FOOTER}( \d+)?", f"{FOOTER} {number}", text), encoding="utf-8")


def by_id(made: Corpus) -> Corpus:
    """The corpus with ids in ``related`` instead of titles, so that a title can change without breaking links."""
    ids = {article.title: article.id for article in made.articles}
    articles = [replace(a, related=tuple(ids[title] for title in a.related)) for a in made.articles]
    notes = tuple((articles[a.number], text) for a, text in made.notes)
    return replace(made, articles=tuple(articles), notes=notes)


def plain(made: Corpus) -> Corpus:
    """The corpus without what only ours knows: notes, entities and events."""
    return replace(made, notes=(), entities=(), events=())


def _ours(theme: str, related: int) -> Dialect:
    def prepare(root: Path, made: Corpus) -> None:
        write(root, replace(made, articles=()))
        _copy(THEMES / "bench", root / "themes" / "bench")
        _copy(HERE.parents[1] / "themes" / "default", root / "themes" / "default")
        settings = (
            f"title: Banc d’essai\nurl: {URL}\ntheme: {theme}\nfeed_items: 20\nrelated_items: {related}\n"
        )
        write_file(root / "dossier.yaml", settings)

    footer = f"themes/{theme}/templates/base.html"
    return Dialect("content/articles", footer, markdown, prepare)


def _hugo(related: bool) -> Dialect:
    def prepare(root: Path, made: Corpus) -> None:
        _copy(PEERS / "hugo" / "theme", root)
        for name, title, layout in (
            ("chronologie", "Chronologie", "timeline"),
            ("sources", "Sources", "sources"),
        ):
            write_file(root / f"content/{name}.md", f"---\ntitle: {title}\nlayout: {layout}\n---\n")
        write_file(root / "content/articles/_index.md", "---\ntitle: Articles\n---\n")
        with (root / "hugo.toml").open("a", encoding="utf-8") as settings:
            settings.write(f"[params]\nrelated = {str(related).lower()}\n")

    return Dialect("content/articles", "layouts/_partials/footer.html", _hugo_text, prepare)


def _hugo_text(article: Article) -> str:
    more = [f'aliases: ["/{article.id}/"]', f"publisher: Agence {article.number % 7}"]
    return _yaml(article, more)


def _eleventy_text(article: Article) -> str:
    return _yaml(article, [])


def _yaml(article: Article, more: list[str]) -> str:
    head = [
        f"title: {quoted(article.title)}",
        f"id: {quoted(article.id)}",
        f"date: {article.day}",
        f"section: {article.section}",
        f"description: {quoted(article.description)}",
        f"source: {{name: Agence {article.number % 7}, url: 'https://example.org/{article.id}'}}",
        *more,
        "themes:",
        *(f"  - {quoted(tag)}" for tag in article.tags),
        "related:",
        *(f"  - {quoted(other)}" for other in article.related),
    ]
    return "\n".join(["---", *head, "---", "", _body(article)])


def _pelican_text(article: Article) -> str:
    head = [
        f"Title: {article.title}",
        f"Date: {article.day} 00:00",
        f"Slug: {article.id}",
        f"Part: {article.section}",
        f"Description: {article.description}",
        f"Publisher: Agence {article.number % 7}",
        f"Origin: https://example.org/{article.id}",
        f"Tags: {', '.join(article.tags)}",
        f"Related_ids: {' '.join(article.related)}",
    ]
    return "\n".join([*head, "", _body(article)])


def _body(article: Article) -> str:
    text = "\n\n".join(article.blocks) + "\n"
    return _WIKILINK.sub(lambda link: f"[Article {link[1]}](/articles/{link[1]}/)", text)


def _eleventy(root: Path, made: Corpus) -> None:
    _copy(PEERS / "eleventy" / "theme", root)
    write_file(root / "package.json", '{"private": true, "type": "module"}\n')


def _pelican(root: Path, made: Corpus) -> None:
    _copy(PEERS / "pelican" / "theme", root)


def write_file(file: Path, text: str) -> None:
    """Write a file, and the folders it lies in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, dirs_exist_ok=True)


DIALECTS = {
    "ours": _ours("bench", 0),
    "ours-related": _ours("bench", 5),
    "ours-full": _ours("default", 5),
    "hugo": _hugo(related=False),
    "hugo-related": _hugo(related=True),
    "eleventy": Dialect("src/articles", "src/_includes/base.njk", _eleventy_text, _eleventy),
    "pelican": Dialect("content/articles", "theme/templates/base.html", _pelican_text, _pelican),
}
