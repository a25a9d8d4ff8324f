"""The dossier as one HTML file: the main part of each page becomes a section, links lead from one to the other."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TypedDict

from dossierpress.diagnostics import DossierError
from dossierpress.model.page import Artifact, Chrome, Page
from dossierpress.model.source import Url
from dossierpress.model.views import (
    ArticlesView,
    ArticleView,
    ClaimsView,
    CorrectionsView,
    EntitiesView,
    FreePageView,
    HubView,
    NotePageView,
    NotesView,
    RedirectView,
    SourcesView,
    TagsView,
    TimelineView,
    TopicView,
    View,
    WantedPageView,
)
from dossierpress.model.volume import Group, Section, Volume
from dossierpress.render.assets import static_files
from dossierpress.render.catalogue import spoken
from dossierpress.render.environment import environment
from dossierpress.render.failures import blamed
from dossierpress.render.links import absolute
from dossierpress.render.scope import inside, scoped
from dossierpress.theme import Theme

TEMPLATE = "single.html"
STYLESHEET = "theme.css"
#: What stands for a picture that is not in the file: readers are shown its description.
NO_PICTURE = "data:,"
#: The groups in their order: the key, the view of their pages, the view of the page that lists them.
_GROUPS: tuple[tuple[str, type[View], type[View] | None], ...] = (
    ("home", HubView, None),
    ("articles", ArticleView, ArticlesView),
    ("timeline", TimelineView, None),
    ("entities", TopicView, EntitiesView),
    ("claims", ClaimsView, None),
    ("corrections", CorrectionsView, None),
    ("tags", TopicView, TagsView),
    ("sources", SourcesView, None),
    ("wanted", WantedPageView, None),
    ("pages", FreePageView, None),
)
#: What a page is made of when it is a part of something larger: its name, or its main part.
_NAME = "{% block title %}{{ page.title|typo(page.lang) }}{% endblock %}"
_MAIN = "{% block main %}{% endblock %}"


def volume(
    pages: Sequence[Page], chrome: Chrome, theme: Theme, *, generator: str, files: Mapping[str, str]
) -> Artifact:
    """All pages in one file. ``files`` are the site's pictures by their address, as ``data:`` addresses.

    Raises `DossierError` when the theme has no template for it, or one that cannot be run.
    """
    if TEMPLATE not in theme.templates:
        raise DossierError(
            f"the theme {theme.name!r} has no template {TEMPLATE}",
            hint="write one, or let the theme extend `default`",
        )
    grouped = [(key, listing, _of(key, view, pages)) for key, view, listing in _GROUPS]
    whole = frozenset(page.url for _, _, own in grouped for page in own)
    way = _Way(_places(pages, grouped), whole, files, chrome.base)
    parts = _Parts(theme, way)
    groups = tuple(
        Group(key=key, id=_listing(listing, pages), sections=tuple(map(parts.section, own)))
        for key, listing, own in grouped
        if own
    )
    front = next(page for page in pages if isinstance(page.view, HubView))
    made = Volume(groups=groups, generator=generator, **_look(theme))
    with blamed(front, theme):
        env = environment(theme, spoken(theme, chrome.lang, chrome.lang))
        html = env.get_template(TEMPLATE).render(
            page=front, view=front.view, chrome=chrome, volume=made, way=way
        )
    return Artifact("index.html", html.encode())


class _Look(TypedDict):
    styles: tuple[tuple[str, str], ...]
    icon: str


def _look(theme: Theme) -> _Look:
    """The theme's stylesheets, the main one first, and its icon."""
    files = static_files(theme)
    names = sorted((path for path in files if path.endswith(".css")), key=lambda path: path != STYLESHEET)
    return _Look(
        styles=tuple((path, files[path].decode()) for path in names),
        icon=_data_url("image/svg+xml", files["icon.svg"]) if "icon.svg" in files else "",
    )


def _data_url(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{b64encode(data).decode()}"


def _of(key: str, view: type[View], pages: Iterable[Page]) -> list[Page]:
    """The pages of a group, in the order of the site: articles in the order of time."""
    own = [page for page in pages if isinstance(page.view, view)]
    if view is TopicView:
        own = [page for page in own if (_kind(page) == "tag") == (key == "tags")]
    return own


def _kind(page: Page) -> str:
    assert isinstance(page.view, TopicView)
    return page.view.kind


def _listing(view: type[View] | None, pages: Iterable[Page]) -> Url:
    return next((page.url for page in pages if view and isinstance(page.view, view)), Url(""))


_Grouped = Sequence[tuple[str, type[View] | None, Sequence[Page]]]


def _places(pages: Sequence[Page], grouped: _Grouped) -> Mapping[str, str]:
    """Where in the document each address of the site leads: an id."""
    found: dict[str, str] = {page.url: page.url for _, _, own in grouped for page in own}
    for _, listing, own in grouped:
        if own and (url := _listing(listing, pages)):
            found[url] = url
    for page in pages:
        match page.view:
            case NotePageView(note=note):
                found[page.url] = inside(note.article.url, note.key)
            case NotesView():
                found[page.url] = _listing(ArticlesView, pages) or next(iter(found))
            case RedirectView(target=target):
                found[page.url] = found.get(target.url, "")
    return {url: place for url, place in found.items() if place}


@dataclass(frozen=True, slots=True)
class _Way:
    """Addresses within the document; of what is not in it, at the published site; else none."""

    places: Mapping[str, str]
    whole: Set[str]
    """The addresses of the pages that are in the document with all their parts."""
    files: Mapping[str, str]
    base: str

    def __call__(self, url: str, page: str) -> str:
        path, _, fragment = url.partition("#")
        path = path or page
        if path in self.files:
            return self.files[path]
        place = self.places.get(path)
        if place is None:
            return absolute(url, self.base) if self.base else ""
        return "#" + (inside(place, fragment) if place in self.whole else place)


class _Parts:
    """Renders the names and main parts of pages."""

    def __init__(self, theme: Theme, way: _Way) -> None:
        self._names = _based_on(theme, _NAME)
        self._mains = _based_on(theme, _MAIN)
        self._way = way

    def section(self, page: Page) -> Section:
        """The page as a section of the document."""
        return Section(
            id=page.url,
            title=self._rendered(page, self._names).strip(),
            lang=page.lang,
            html=scoped(self._rendered(page, self._mains), page.url),
        )

    def _rendered(self, page: Page, theme: Theme) -> str:
        with blamed(page, theme):
            env = environment(theme, spoken(theme, page.lang, page.chrome.lang))
            template = env.get_template(page.template)
            return template.render(page=page, view=page.view, chrome=page.chrome, way=self._way)


def _based_on(theme: Theme, base: str) -> Theme:
    """The theme with another frame round its pages."""
    templates = {**theme.templates, "base.html": base}
    return replace(theme, templates=templates, digest=f"{theme.digest}:{base}")
