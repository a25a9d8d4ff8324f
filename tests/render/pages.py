"""A small dossier on an invented affair, as pages: every view, long titles, Arabic, overlapping and lost passages."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from dossierpress.markup.markdown import render as markdown
from dossierpress.markup.text import shorten
from dossierpress.model.anchor import AnchorState
from dossierpress.model.body import Body
from dossierpress.model.card import Card, Link, Mark, Prose
from dossierpress.model.edtf import Edtf
from dossierpress.model.meta import Citation, Image, Origin, Role
from dossierpress.model.page import Chrome, NavItem, Page
from dossierpress.model.parts import (
    BacklinkView,
    EventView,
    MentionView,
    NoteLine,
    NoteView,
    ReadAlsoView,
    RelatedView,
    SourceView,
    TagView,
    TurnView,
    WantedView,
)
from dossierpress.model.source import SourcePath, Url
from dossierpress.model.views import (
    ArticleView,
    EntitiesView,
    FreePageView,
    HubView,
    MissingView,
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
from dossierpress.theme import Theme, load

ROOT = Path(__file__).parents[2]
BASE = "https://exemple.org/dossier/"

CHROME = Chrome(
    title="Le canal de la Vésone",
    lang="fr",
    base=BASE,
    description="Un projet de canal, ses promesses et ses comptes : articles annotés, chronologie, acteurs.",
    nav=(
        NavItem(key="timeline", url=Url("/chronologie/")),
        NavItem(key="entities", url=Url("/reperes/")),
        NavItem(key="tags", url=Url("/themes/")),
        NavItem(key="notes", url=Url("/notes/")),
        NavItem(key="sources", url=Url("/sources/")),
        NavItem(key="wanted", url=Url("/a-trouver/")),
    ),
    pages=(NavItem(key="methode", url=Url("/methode/"), title="Méthode"),),
    repository="https://github.com/exemple/dossier",
    publisher="Atelier de la Vésone",
    languages=("fr", "ar"),
)

LONG = "Après trois reports, le conseil du canal de la Vésone confirme l’ouverture de l’écluse de Brémont et promet un calendrier « tenable »"

ARTICLE = """Le conseil du canal de la Vésone a confirmé mardi l'ouverture de l'écluse de Brémont : les travaux commenceraient « avant l'été », selon sa présidente, Aline Moreau. Trois reports avaient déjà été annoncés depuis 2013.

« Les deux rives ont donné leur accord sur la composition de la délégation qui négociera avec les riverains, et sur la liste des parcelles qu'il est indispensable d'acquérir », lit-on dans le communiqué. Le coût est estimé à 1 240 millions d'euros, soit 12 % de plus qu'en 2013.

## Un calendrier contesté

Plusieurs élus de la plaine jugent ce calendrier intenable. Le rapport de la chambre des comptes n'a jamais été publié ; il serait pourtant achevé depuis *l'automne*.

> Nous n'avons reçu aucun document, ni plan ni calendrier, déclare un élu de Saint-Orens.

## Ce que disent les comptes

L'agence du canal renvoie au [[Rapport annuel 2014]] et à son [site](https://example.org/canal). Le détail par tranche figure ci-dessous.

| Tranche | Prévu | Engagé |
|---|---|---|
| Écluses | 410 | 388 |
| Ponts | 130 | 12 |

Les associations de riverains demandent une enquête indépendante. Elles rappellent que la plaine a été inondée deux fois, en 2001 et en 2011, et que le canal traverserait la zone la plus basse.

## La suite

Une réunion publique est prévue à Brémont. Le conseil promet d'y présenter le plan des digues.
"""

NOTES = {
    "n1": (
        "context",
        "l'ouverture de l'écluse de Brémont",
        "L'écluse est la première des sept prévues. Voir [[Écluse de Brémont]] et le compte rendu de séance[^1].\n\n[^1]: Procès-verbal du 3 mars 2015, p. 4.",
    ),
    "n2": (
        "question",
        "« avant l'été », selon sa présidente",
        "Quel été ? Le communiqué ne donne pas d'année ; la présidente a parlé de « l'été prochain » devant la presse.",
    ),
    "n3": ("correction", "Trois reports", "Quatre reports, d'après les délibérations de 2013 à 2015."),
    "n4": (
        "source",
        "la composition de la délégation qui négociera avec les riverains",
        "La délégation est nommée par la délibération du 10 février 2015 : quatre élus de la rive nord, trois de la rive sud et deux experts sans voix. Les noms des experts n'ont pas été rendus publics.\n\nLe règlement intérieur prévoit que la délégation rende compte tous les deux mois. Aucun compte rendu n'est paru à ce jour, bien que trois réunions se soient tenues d'après l'agenda de la présidente.\n\n- première réunion : 4 mars ;\n- deuxième réunion : 8 avril ;\n- troisième réunion : 20 mai.\n\nLa mairie de Saint-Orens a demandé ces comptes rendus par courrier le 2 juin ; elle indique ne pas avoir reçu de réponse, ce que l'agence conteste sans produire de document.",
    ),
    "n5": (
        "claim",
        "délégation qui négociera avec les riverains, et sur la liste des parcelles",
        "Les riverains disent n'avoir été ni informés ni consultés.",
    ),
    "n6": ("translation", "12 % de plus", "زيادة بنسبة ١٢ في المئة مقارنة بسنة 2013، بحسب تقرير الوكالة."),
    "n7": (
        "comment",
        "Le rapport de la chambre des comptes n'a jamais été publié",
        "Le rapport est paru depuis, en version abrégée.",
    ),
    "n8": ("context", "inondée deux fois, en 2001 et en 2011", "La crue de 2011 a touché 340 maisons."),
}


def edtf(text: str) -> Edtf:
    """A date."""
    return Edtf.parse(text)


def body(text: str) -> Body:
    """A parsed text."""
    parsed, _ = markdown(text, path=SourcePath("content/x.md"))
    return parsed


def prose(text: str, *links: Link, marks: tuple[Mark, ...] = ()) -> Prose:
    """A text with its links; references without one are missing."""
    parsed = body(text)
    given = (*links, *(Link(Url(""), missing=True) for _ in parsed.references))
    return Prose(body=parsed, links=given[: len(parsed.references)], marks=marks)


MAIN = Card(
    url=Url("/articles/ecluse/"), title=LONG, kind="article", lang="fr", date=edtf("2015-03-17"), kicker="Région",
    summary="Les travaux commenceraient « avant l’été » ; les élus de la plaine doutent du calendrier et attendent le rapport de la chambre des comptes.", notes=11,
)  # fmt: skip
OTHERS = tuple(
    Card(url=Url(f"/articles/{slug}/"), title=title, kind="article", lang=lang, date=edtf(date), kicker=kicker, summary=summary, notes=notes)
    for slug, title, lang, date, kicker, summary, notes in (
        ("reunion", "À Brémont, une réunion publique sous tension", "fr", "2015-06-02", "Région", "Quatre cents personnes, deux heures de questions et un plan des digues qui manque toujours.", 3),
        ("comptes", "Canal : la chambre des comptes réclame les pièces", "fr", "2015-04-21", "Économie", "Le rapport est achevé depuis l’automne ; l’agence n’a pas répondu.", 0),
        ("crue", "السهل تحت الماء: شهادات من فيضان 2011", "ar", "2011-11~", "شهادات", "ثلاثمئة وأربعون بيتًا غمرتها المياه.", 1),
        ("rachat", "Les parcelles de la rive sud changent de mains", "fr", "2014-09", "Enquête", "Trois sociétés ont acheté avant l’annonce du tracé.", 5),
        ("origine", "Vésone : aux origines d’un canal promis depuis un siècle", "fr", "2013-02-01", "Histoire", "", 0),
        ("vote", "Le conseil vote le tracé nord", "fr", "2013", "Région", "", 0),
    )
)  # fmt: skip


def entity(slug: str, title: str, kind: str, summary: str = "", count: int = 0, kicker: str = "") -> Card:
    """An entity's card."""
    return Card(
        url=Url(f"/reperes/{slug}/"),
        title=title,
        kind=kind,
        lang="fr",
        summary=summary,
        count=count,
        kicker=kicker,
    )


MOREAU = entity(
    "aline-moreau",
    "Aline Moreau",
    "person",
    "Ingénieure, élue de la rive nord.",
    7,
    "Présidente du conseil du canal",
)
PEOPLE = (
    MOREAU,
    entity("karim-belhadj", "Karim Belhadj", "person", "Maire de Saint-Orens.", 4),
    entity("ines-duval", "Inès Duval", "person", "Rapporteure à la chambre des comptes.", 2),
)
AGENCY = entity("agence-du-canal", "Agence du canal", "organisation", "Conduit les travaux.", 9)
BREMONT = entity("bremont", "Brémont", "place", "Bourg de la rive nord, première écluse.", 5)
TAGS = tuple(
    Card(url=Url(f"/themes/{slug}/"), title=title, kind="tag", lang="fr", count=count)
    for slug, title, count in (("ecluses", "écluses", 6), ("argent-public", "argent public", 5), ("crues", "crues", 3), ("1-pour-cent", "1 % culturel", 1), ("concertation", "concertation", 1))
)  # fmt: skip
SOURCES = (
    Citation(title="Délibération du 10 février 2015", url="https://example.org/deliberations/2015-02-10", publisher="Conseil du canal", date=edtf("2015-02-10")),
    Citation(title="Registre des crues", publisher="Archives de la Vésone", date=edtf("2011")),
)  # fmt: skip


@cache
def article_body() -> Body:
    """The main article's text."""
    return body(ARTICLE)


def note(key: str, number: int, state: AnchorState = AnchorState.PLACED) -> NoteView:
    """A note on the main article."""
    kind, quote, text = NOTES[key]
    end = article_body().text.index(quote) + len(quote)
    block = next(i for i, b in enumerate(article_body().blocks) if end <= b.end)
    return NoteView(
        key=key, number=number, kind=kind, state=state, url=Url(f"/17303/{key}/"), article=MAIN,
        lang="ar" if key == "n6" else "fr", quote=quote, block=block, author="Zoé Lambert", date=edtf("2026-11-23"),
        prose=prose(text, Link(BREMONT.url, "Brémont")), topics=TAGS[:2] if key == "n4" else (),
        sources=SOURCES if key in ("n4", "n8") else (), path=SourcePath("content/notes/17303.md"),
    )  # fmt: skip


@cache
def notes() -> tuple[NoteView, ...]:
    """All notes on the main article: placed and moved, on the whole article, orphan."""
    placed = [
        note(key, number, AnchorState.MOVED if key == "n7" else AnchorState.PLACED)
        for number, key in enumerate(NOTES, start=1)
    ]
    whole = replace(
        placed[0],
        key="n9",
        number=9,
        state=AnchorState.WHOLE,
        url=Url("/17303/n9/"),
        quote="",
        block=-1,
        prose=prose("Cet article reprend le communiqué du conseil presque mot pour mot."),
    )
    lost = replace(
        placed[1],
        key="n10",
        number=10,
        state=AnchorState.ORPHAN,
        url=Url("/17303/n10/"),
        quote="le pont de Saint-Orens sera démoli",
        block=-1,
        prose=prose("La phrase a disparu de la version mise en ligne le lendemain."),
    )
    return (*placed, whole, lost)  # fmt: skip


def event(
    anchor: str,
    title: str,
    date: str,
    *,
    articles: tuple[Card, ...] = (),
    text: str = "",
    kind: str = "event",
    lang: str = "fr",
    full: bool = False,
) -> EventView:
    """An entry of the timeline."""
    url = articles[0].url if kind == "article" else Url(f"/chronologie/#{anchor}")
    return EventView(
        url=url, anchor=anchor, title=title, date=edtf(date), lang=lang, place=BREMONT if full else None,
        place_name="Brémont" if full else "", prose=prose(text) if text else Prose(), kind=kind, articles=articles,
        topics=(AGENCY, TAGS[0]) if full else (), sources=SOURCES[:1] if full else (),
    )  # fmt: skip


EVENTS = (
    event("crue-2001", "Première grande crue", "2001?"),
    event("crue-2011", "La plaine est inondée", "2011-11-14/2011-11-16", text="La digue de Brémont cède dans la nuit.", full=True, articles=(OTHERS[2],)),
    event("vote", "Vote du tracé nord", "2013-02-01"),
    event("article-17303", LONG, "2015-03-17", kind="article", articles=(MAIN,)),
    event("rapport", "Le rapport est achevé", "2014-23~"),
)  # fmt: skip


def page(url: str, template: str, title: str, view: View, **rest: Any) -> Page:
    """A page of the fixture."""
    return Page(
        url=Url(url),
        template=template,
        title=title,
        lang=str(rest.pop("lang", "fr")),
        chrome=CHROME,
        view=view,
        **rest,
    )


def article_page() -> Page:
    """The main article with everything an article can have."""
    view = ArticleView(
        id="17303",
        prose=replace(
            prose(ARTICLE, Link(Url("/articles/comptes/"), "Canal : la chambre des comptes réclame les pièces")),
            marks=tuple(
                Mark(article_body().text.index(quote), article_body().text.index(quote) + len(quote), key)
                for key, (_, quote, _) in NOTES.items()
            ),
        ),
        notes=notes(), short_url=Url("/17303/"), section="Région", date=edtf("2015-03-17"), updated=edtf("2015-03-18"),
        description=MAIN.summary, authors=("Zoé Lambert", "سامي حداد"),
        source=Origin(
            name="La Gazette de la plaine", url="https://example.org/gazette/17303", archive="https://web.archive.org/web/2015/https://example.org/gazette/17303",
            retrieved=edtf("2026-11-23"), raw="raw/gazette-17303.txt", sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", encoding="utf-8", license="Tous droits réservés",
        ),
        image=Image(caption="L’écluse de Brémont, côté aval", credit="© Studio Orens 2015"),
        topics=(MOREAU, AGENCY, *TAGS[:3]), entities=(BREMONT, PEOPLE[1]),
        read_also=(ReadAlsoView(title=OTHERS[1].title, card=OTHERS[1]), ReadAlsoView(title="Digues : ce que l’on sait du plan", date=edtf("2015-03"))),
        related=(RelatedView(card=OTHERS[0], reasons=(("shares", ("Brémont", "écluses")), ("cited-by", ()))), RelatedView(card=OTHERS[2], reasons=(("same-day", ()),))),
        backlinks=(BacklinkView(card=OTHERS[0], kind="link", sentence="Le calendrier « tenable » annoncé en mars ne l’était pas."), BacklinkView(card=OTHERS[3], kind="related")),
        events=(EVENTS[2],), previous=OTHERS[1], next=OTHERS[0], review=("date", "image.credit"),
        path=SourcePath("content/articles/écluse.md"), raw_path=SourcePath("content/raw/gazette-17303.txt"),
    )  # fmt: skip
    return page(
        "/articles/ecluse/",
        "article.html",
        LONG,
        view,
        description=MAIN.summary,
        kind="articles",
        feed=Url("/"),
        jsonld='{"@type":"NewsArticle","name":"</script><!--"}',
        source=SourcePath("content/articles/écluse.md"),
    )


def arabic_page() -> Page:
    """An article in a language the theme does not speak."""
    text = "استمعت لجنة التحقيق يوم الثلاثاء إلى سكان السهل للمرة الثالثة.\n\nويؤكد السكان أن المياه ارتفعت متراً ونصف المتر."
    parsed = body(text)
    own = replace(notes()[0], article=OTHERS[2], quote="للمرة الثالثة", block=0)
    start = parsed.text.index(own.quote)
    view = ArticleView(
        id="17340", prose=Prose(body=parsed, marks=(Mark(start, start + len(own.quote), own.key),)), notes=(own,),
        short_url=Url("/17340/"), section="شهادات", date=edtf("2011-11~"), description=OTHERS[2].summary,
        source=Origin(name="صدى السهل"), topics=(TAGS[2],),
    )  # fmt: skip
    return page(
        "/articles/crue/", "article.html", OTHERS[2].title, view, lang="ar", description=OTHERS[2].summary
    )


def hub_page() -> Page:
    """The front page."""
    intro = prose(
        "Le conseil a confirmé l'ouverture de l'écluse ; le rapport de la chambre des comptes **reste introuvable**.\n\n- 3 reports annoncés, 4 comptés ;\n- réunion publique à Brémont."
    )
    view = HubView(
        intro=intro, counts=(("articles", 7), ("notes", 20), ("entities", 5), ("events", 4), ("wanted", 2)),
        articles=(MAIN, *OTHERS), people=PEOPLE, events=EVENTS[::-1], questions=(line_of(notes()[1]),), notes=tuple(map(line_of, (notes()[3], notes()[6], notes()[5]))),
        tags=TAGS, wanted=2, sources=1,
    )  # fmt: skip
    return page(
        "/", "hub.html", CHROME.title, view, description=CHROME.description, kind="hub", feed=Url("/")
    )


def topic_pages() -> tuple[Page, ...]:
    """A person's page and a plain tag's."""
    person = TopicView(
        articles=(MAIN, OTHERS[0]), notes=(line_of(notes()[1]), line_of(notes()[3])), feed=MOREAU.url, tag=True, events=EVENTS[2:4],
        mentions=(MentionView(card=MAIN, sentence="Les travaux commenceraient « avant l'été », selon sa présidente, Aline Moreau.", count=3),),
        backlinks=(BacklinkView(card=OTHERS[3], kind="note", sentence="Voir la fiche d’Aline Moreau."),), related=(AGENCY, BREMONT, *TAGS[:2]),
        kind="person", description="Ingénieure, présidente du conseil du canal depuis 2013.",
        prose=prose("Elle a dirigé l'agence avant d'être élue."), names=(("ar", "ألين مورو"), ("ru", "Алин Моро"), ("en", "Aline Moreau")),
        aliases=("A. Moreau", "Mme Moreau"), roles=(Role(title="Présidente", organisation="Conseil du canal", date=edtf("2013-02-01/..")), Role(title="Directrice", organisation="Agence du canal", date=edtf("2008/2012~"))),
        wikidata="Q42", website="https://example.org/moreau", sources=SOURCES[:1],
    )  # fmt: skip
    tag = TopicView(
        articles=(MAIN, *OTHERS[:2]),
        notes=(line_of(notes()[2]),),
        feed=TAGS[0].url,
        tag=True,
        related=TAGS[1:],
    )
    return (
        page(
            MOREAU.url,
            "topic.html",
            MOREAU.title,
            person,
            description=person.description,
            kind="entities",
            feed=MOREAU.url,
        ),
        page(TAGS[0].url, "topic.html", TAGS[0].title, tag, kind="tags", feed=TAGS[0].url),
    )


def line_of(note: NoteView) -> NoteLine:
    """A note as lists show it."""
    return NoteLine(
        url=note.url,
        kind=note.kind,
        article=note.article,
        lang=note.lang,
        quote=note.quote,
        summary=shorten(note.prose.body.text, 220),
        author=note.author,
        date=note.date,
    )


def turn(note: NoteView) -> TurnView:
    """A note as its neighbours name it."""
    return TurnView(url=note.url, number=note.number, kind=note.kind)


def pages() -> tuple[Page, ...]:
    """A page of every kind."""
    all_notes = notes()
    tags = tuple(TagView(card=c, entity=c.kind != "tag") for c in (*TAGS, *PEOPLE, AGENCY, BREMONT))
    wanted = (
        WantedView(
            title="Digues : ce que l’on sait du plan", date=edtf("2015-03"), cited_by=(MAIN, OTHERS[0])
        ),
        WantedView(title="Le pont de Saint-Orens", url="https://example.org/pont", cited_by=(OTHERS[2],)),
    )
    single = note("n4", 4)
    return (
        hub_page(),
        article_page(),
        arabic_page(),
        page("/17303/n4/", "note.html", single.quote, NotePageView(note=single, sentence=f"Les deux rives ont donné leur accord sur {single.quote}, et sur la liste.", passage=Url("/articles/ecluse/#p-n4"), previous=turn(all_notes[2]), next=turn(all_notes[4]), backlinks=(BacklinkView(card=OTHERS[0], kind="link", sentence="Voir la note."),)), description="La délégation est nommée.", kind="notes"),
        *topic_pages(),
        page("/themes/", "tags.html", "", TagsView(tags=tags), kind="tags"),
        page("/reperes/", "entities.html", "", EntitiesView(groups=(("person", PEOPLE), ("organisation", (AGENCY,)), ("place", (BREMONT,)))), kind="entities"),
        page("/chronologie/", "timeline.html", "", TimelineView(years=(("2001", EVENTS[:1]), ("2011", EVENTS[1:2]), ("2013", EVENTS[2:3]), ("2014", EVENTS[4:]), ("2015", EVENTS[3:4]))), kind="timeline"),
        page("/sources/", "sources.html", "", SourcesView(sources=(SourceView(name="La Gazette de la plaine", articles=(MAIN, *OTHERS), share=100, first=edtf("2011-11~"), last=edtf("2015-06-02")),), citations=tuple((c, (MAIN, OTHERS[0])) for c in SOURCES), single=True), kind="sources"),
        page("/a-trouver/", "wanted.html", "", WantedPageView(wanted=wanted), kind="wanted"),
        page("/methode/", "page.html", "Méthode", FreePageView(prose=prose("Chaque note dit d'où elle vient[^1].\n\n[^1]: Source publique.\n\n```python\ndef lire(x: int) -> str:\n    return f'{x} notes'  # compte\n```"), updated=edtf("2026-11"), backlinks=()), kind="methode"),
        page("/notes/", "notes.html", "", NotesView(notes=tuple(map(line_of, all_notes))), kind="notes"),
        page("/404.html", "404.html", "", MissingView(ids=(("17303", MAIN), ("17340", OTHERS[2]))), noindex=True),
        page("/17303/", "redirect.html", LONG, RedirectView(target=MAIN), noindex=True, canonical=MAIN.url),
    )  # fmt: skip


@cache
def theme() -> Theme:
    """The default theme."""
    found, problems = load(ROOT, "default", {})
    assert not problems
    return found


def write(folder: Path) -> None:
    """Render everything into ``folder``, to be looked at."""
    from dossierpress.render import assets, render

    for artifact in (*(render(p, theme()) for p in pages()), *assets(theme())):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)


if __name__ == "__main__":
    import sys

    write(Path(sys.argv[1]))
