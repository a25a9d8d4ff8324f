"""Long lists are cut into pages: at which entry, under which address, and with which links."""

import re

import pytest

from dossierpress.compose import paging
from dossierpress.model.page import Pager
from dossierpress.model.source import Url
from tests.harness.project import Project

SIZE = 3
LINK = re.compile(r'<link rel="(prev|next|canonical)" href="([^"]*)">')


@pytest.mark.parametrize(
    ("entries", "size", "pages"),
    [(0, 3, 1), (1, 3, 1), (3, 3, 1), (4, 3, 2), (6, 3, 2), (7, 3, 3), (9, 0, 1), (9, -1, 1), (2, 1, 2)],
)
def test_pages_hold_every_entry_once(entries: int, size: int, pages: int) -> None:
    """Nothing is lost or shown twice, and no page but the only one is empty."""
    items = list(range(entries))
    assert paging.count(size, items) == pages
    parts = [paging.part(items, number, size) for number in range(1, pages + 1)]
    assert [item for part in parts for item in part] == items
    assert all(parts) or pages == 1


def test_the_longest_list_decides() -> None:
    """Of several lists cut together, shorter ones end on an earlier page."""
    assert paging.count(2, [], [1, 2, 3, 4, 5], [1]) == 3
    assert paging.part([1], 2, 2) == ()
    assert paging.count(2) == 1


def test_neighbours() -> None:
    """The first page keeps the list's address; a single page has no neighbours."""
    url = Url("/themes/x/")
    assert paging.pager(url, 1, 1) is None
    assert paging.pager(url, 1, 2) == Pager(number=1, total=2, next=Url("/themes/x/page/2/"))
    assert paging.pager(url, 2, 3) == Pager(number=2, total=3, previous=url, next=Url("/themes/x/page/3/"))
    assert paging.pager(url, 3, 3) == Pager(number=3, total=3, previous=Url("/themes/x/page/2/"))


def dossier(project: Project, articles: int, size: int | None = SIZE) -> Project:
    """A dossier with so many articles of one tag, one a year, that all name one place."""
    project.write("dossier.yaml", "title: Essai\nlang: fr\nurl: https://example.org/essai/\n")
    if size is not None:
        project.write("dossier.yaml", f"title: Essai\nurl: https://example.org/essai/\npage_size: {size}\n")
    project.write("content/entities/port.md", "---\nname: Le Port\nkind: place\n---\nUn lieu.\n")
    for n in range(articles):
        meta = f'title: Article {n}\nid: "{100 + n}"\ndate: {1970 + n}-05-04\ntags: [ville]\nsource: {{name: Gazette}}'
        project.write(f"content/articles/a{n}.md", f"---\n{meta}\n---\nAu [[Le Port|port]], le {n}.\n")
    return project.build()


def shown(project: Project, path: str) -> list[int]:
    """The numbers of the articles in the main part of a page, in their order, each once."""
    main = project.read_output(path).partition("<main")[2]
    return [int(n) for n in dict.fromkeys(re.findall(r">Article (\d+)<", main))]


def links(project: Project, path: str) -> dict[str, str]:
    """The links of a page's head to its neighbours and to its own address."""
    return dict(LINK.findall(project.read_output(path)))


@pytest.mark.parametrize(
    ("articles", "last"), [(SIZE - 1, 1), (SIZE, 1), (SIZE + 1, 2), (2 * SIZE, 2), (2 * SIZE + 1, 3)]
)
def test_boundaries(project: Project, articles: int, last: int) -> None:
    """A list that just fits stays whole; one entry more begins a page."""
    dossier(project, articles)
    for folder in ("themes/ville", "articles"):
        pages = [f"{folder}/index.html", *(f"{folder}/page/{n}/index.html" for n in range(2, last + 1))]
        assert [n for page in pages for n in shown(project, page)] == list(range(articles))[::-1]
        assert not (project.output / folder / "page" / str(last + 1)).exists()
        assert not (project.output / folder / "page/1").exists()


def test_no_articles_and_no_limit(project: Project) -> None:
    """A dossier without articles has no list; ``page_size: 0`` keeps all on one page."""
    dossier(project, 0)
    assert not (project.output / "articles").exists()
    dossier(project, 9, size=0)
    assert shown(project, "themes/ville/index.html") == list(range(9))[::-1]
    assert not list(project.output.glob("**/page"))


def test_links_between_pages(project: Project) -> None:
    """Each page is canonical itself and says which comes before and after; readers find the same links below."""
    dossier(project, 7)
    base = "https://example.org/essai/themes/ville/"
    assert links(project, "themes/ville/index.html") == {"canonical": base, "next": "page/2/"}
    middle = {"canonical": f"{base}page/2/", "prev": "../../", "next": "../3/"}
    assert links(project, "themes/ville/page/2/index.html") == middle
    assert links(project, "themes/ville/page/3/index.html") == {
        "canonical": f"{base}page/3/",
        "prev": "../2/",
    }
    html = project.read_output("themes/ville/page/2/index.html")
    assert '<a rel="prev" href="../../">Page précédente</a>' in html
    assert '<a rel="next" href="../3/">Page suivante</a>' in html
    assert "page 2 sur 3" in html
    assert "<title>ville – page 2 – Essai</title>" in html
    assert "7 articles" in html


def test_one_page_has_no_pager(project: Project) -> None:
    """Short lists look as if there were no pages at all."""
    html = dossier(project, SIZE).read_output("themes/ville/index.html")
    assert "page/2" not in html
    assert 'rel="next"' not in html
    assert "<title>ville – Essai</title>" in html


def test_further_pages_have_only_lists(project: Project) -> None:
    """What an entity's page says of it stands on the first page; mentions are cut as articles are."""
    dossier(project, 4)
    first, second = (project.read_output(f"reperes/le-port/{path}index.html") for path in ("", "page/2/"))
    assert ("Un lieu." in first, "Un lieu." in second) == (True, False)
    assert shown(project, "reperes/le-port/index.html") == [3, 2, 1]
    assert shown(project, "reperes/le-port/page/2/index.html") == [0]


def test_feeds_do_not_know_pages(project: Project) -> None:
    """Every page of a list is followed by the list's own feed, which holds what it held before."""
    dossier(project, 7)
    assert 'href="../../feed.xml"' in project.read_output("themes/ville/page/2/index.html")
    assert project.read_output("themes/ville/feed.xml").count("<entry") == 7
    assert not list(project.output.glob("**/page/**/feed.*"))
    assert "themes/ville/page/3/" in project.read_output("sitemap.xml")


def test_years_lead_to_the_page_they_begin_on(project: Project) -> None:
    """On every page of the list of articles all years can be reached."""
    dossier(project, 4)
    assert 'href="page/2/#y1970"' in project.read_output("articles/index.html")
    assert 'id="y1970"' in project.read_output("articles/page/2/index.html")
    assert 'href="../../#y1973"' in project.read_output("articles/page/2/index.html")


def test_notes_and_sources(project: Project) -> None:
    """The list of notes is cut too; a publisher shows its newest articles and leads to the others."""
    dossier(project, 5)
    for n in range(SIZE + 1):
        meta = f'article: "10{n}"\nid: n1\nkind: comment\ndate: 2020-01-0{n + 1}'
        project.write(f"content/notes/{n}.md", f"---\n{meta}\n---\nNote {n}.\n")
    project.build()
    assert project.read_output("notes/index.html").count('<li class="entry') == SIZE
    assert project.read_output("notes/page/2/index.html").count('<li class="entry') == 1
    sources = project.read_output("sources/index.html")
    assert shown(project, "sources/index.html") == [4, 3, 2]
    assert "5 articles" in sources
    assert '<a href="../articles/">2 de plus</a>' in sources


def test_an_ordinary_dossier_has_fifty_on_a_page(project: Project) -> None:
    """The size unless said."""
    dossier(project, 51, size=None)
    assert len(shown(project, "themes/ville/index.html")) == 50
    assert shown(project, "themes/ville/page/2/index.html") == [0]


def test_the_timeline_shows_the_newest_publications(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a number, older articles are not between the events; the page says where they are."""
    monkeypatch.setattr("dossierpress.compose.timeline.PUBLICATIONS", 2)
    dossier(project, 4)
    assert shown(project, "chronologie/index.html") == [2, 3]
    assert "2 articles plus anciens" in project.read_output("chronologie/index.html")
