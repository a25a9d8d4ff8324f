"""The annotation files of a site: the model's rules, stable bytes, passages where they say."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from dossierpress.model.anchor import AnchorState
from dossierpress.model.annotations import PAGE_SIZE, Annotated, Annotation
from dossierpress.model.body import Body
from dossierpress.model.card import Card
from dossierpress.model.edtf import Edtf
from dossierpress.model.meta import Citation, NoteKind
from dossierpress.model.page import Chrome
from dossierpress.model.parts import NoteView
from dossierpress.model.source import Url
from dossierpress.render.annotations import MOTIVATIONS, annotation_files
from dossierpress.render.prose import APART
from tests.annotations.model import ANNOTATION, PAGE, faults
from tests.harness.project import Project

ARTICLE = """\
---
title: Les canaux
id: 10202
---
Un premier paragraphe sur les canaux de la ville.

Un deuxième « paragraphe » : il est coté ; les écluses ferment à midi.
"""
NOTE = "---\narticle: 10202\nid: {id}\nkind: {kind}\n{more}---\nUne *remarque*.\n"


def read(site: Path, path: str = "annotations.jsonld") -> dict[str, Any]:
    """A file of annotations, which has to follow the model."""
    document: dict[str, Any] = json.loads((site / path).read_text("utf-8"))
    assert faults(document) == []
    return document


def items(document: dict[str, Any]) -> dict[str, Any]:
    """The annotations of a collection's first page by the last part of their ids."""
    return {item["id"].rstrip("/").rpartition("/")[2]: item for item in document["first"]["items"]}


@pytest.fixture
def canals(project: Project) -> Project:
    """An article with a placed note, a moved one, an orphan and one on the whole."""
    notes = {
        "n1": ("question", 'quote: "« paragraphe » : il est coté"\ntags: [écluses]\ndate: 2020-05\n'),
        "n2": ("claim", "quote: il est coté ; les bateaux dorment à quai\ndate: 2020-05-04\n"),
        "n3": ("comment", "quote: une phrase que personne n'a écrite ici\nprefix: avant cela\n"),
        "n4": ("context", "author: Ada\ndate: 2020-05-04T10:20:30+02:00\n"),
    }
    for id_, (kind, more) in notes.items():
        project.write(f"content/notes/{id_}.md", NOTE.format(id=id_, kind=kind, more=more))
    return project.write("content/articles/canaux.md", ARTICLE).build()


def test_every_note_is_exported(canals: Project) -> None:
    """Also those without a place: an orphan keeps its quote, is marked and has no position."""
    found = items(read(canals.output, "articles/canaux/annotations.jsonld"))
    assert sorted(found) == ["n1", "n2", "n3", "n4"]
    page = "https://example.org/essai/articles/canaux/"
    assert found["n4"]["target"] == page
    assert found["n3"]["target"] == {
        "type": "SpecificResource",
        "source": page,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": "une phrase que personne n'a écrite ici",
                "prefix": "avant cela",
            }
        ],
    }
    status = {key: item.get("schema:creativeWorkStatus") for key, item in found.items()}
    assert status == {"n1": None, "n2": "moved", "n3": "orphan", "n4": None}


def test_quotes_are_the_words_on_the_page(canals: Project) -> None:
    """With the page's spacing, and for a moved note the words that stand there now."""
    found = items(read(canals.output))
    quote, position = found["n1"]["target"]["selector"]
    assert quote["exact"] == "«\u202fparagraphe\u202f»\u202f: il est coté"
    text = canals.read_output("articles/canaux/text.txt")
    moved, there = found["n2"]["target"]["selector"]
    assert moved["exact"].startswith("il est coté\u202f; les écluses")
    assert text[there["start"] : there["end"]] == moved["exact"]
    assert text[position["start"] : position["end"]] == quote["exact"]
    assert found["n1"]["target"]["state"]["cached"].endswith("/articles/canaux/text.txt")


def test_dates_say_no_more_than_is_known(canals: Project) -> None:
    """The model wants an instant: a month has none, a day has its first, a moment its own in UTC."""
    found = items(read(canals.output))
    assert [found[n].get("created") for n in ("n1", "n2", "n4")] == [
        None,
        "2020-05-04T00:00:00Z",
        "2020-05-04T08:20:30Z",
    ]
    assert found["n1"]["schema:dateCreated"] == "2020-05"


def test_bodies(canals: Project) -> None:
    """The text as HTML, then the kind and the tags as words."""
    text, kind, tag = items(read(canals.output))["n1"]["body"]
    assert (text["value"], text["format"]) == ("<p>Une <em>remarque</em>.</p>\n", "text/html")
    assert text["purpose"] == "questioning"
    assert (kind["value"], kind["purpose"]) == ("question", "classifying")
    assert (tag["value"], tag["purpose"]) == ("écluses", "tagging")


def test_without_an_address(canals: Project) -> None:
    """Ids are then relative to the file, so that they are absolute wherever it is read."""
    canals.write("dossier.yaml", "title: Essai\n").build()
    found = items(read(canals.output, "articles/canaux/annotations.jsonld"))
    assert found["n1"]["id"] == "../../10202/n1/"
    assert found["n1"]["target"]["source"] == "./"
    assert items(read(canals.output))["n1"]["target"]["source"] == "articles/canaux/"


def test_nothing_to_export(project: Project) -> None:
    """An article without notes has no such file and does not link to one."""
    project.write("content/articles/canaux.md", ARTICLE).build()
    assert not list(project.output.rglob("*.jsonld"))
    assert "anno.jsonld" not in project.read_output("articles/canaux/index.html")


@pytest.mark.parametrize("file", ["annotations.jsonld", "articles/canaux/text.txt"])
def test_a_file_in_their_place(canals: Project, file: str) -> None:
    """A file of the dossier that would go to the same place is an error, not overwritten in silence."""
    canals.write(f"content/{file}", "mine").build(exit_code=1)
    assert "output-collision" in canals.last.text


def test_kinds_have_a_motivation() -> None:
    """A kind of note that is new needs a place in the map."""
    assert set(MOTIVATIONS) == {kind.value for kind in NoteKind}


def test_a_long_collection_has_pages() -> None:
    """Each page names its neighbours; no annotation is lost or given twice."""
    card = Card(url=Url("/articles/a/"), title="A", kind="article", lang="fr")

    def note(number: int) -> Annotation:
        view = NoteView(
            key=f"n{number}",
            number=number,
            kind="source",
            state=AnchorState.WHOLE,
            url=Url(f"/1/n{number}/"),
            article=card,
            lang="fr",
            date=Edtf.parse("2020~"),
            sources=(Citation(title="Sur papier"), Citation(title="En ligne", url="https://a.example/")),
        )
        return Annotation(note=view, origin="https://elsewhere.example/1")

    many = Annotated(
        url=card.url,
        title="A",
        lang="fr",
        body=Body(),
        annotations=tuple(note(n) for n in range(2 * PAGE_SIZE + 1)),
    )
    chrome = Chrome(title="Essai", lang="fr", base="https://example.org/")
    files = {a.path: json.loads(a.data) for a in annotation_files([many], chrome) if a.path.endswith("ld")}
    assert sorted(files) == sorted(
        f"{folder}annotations{number}.jsonld" for folder in ("", "articles/a/") for number in ("", "-2", "-3")
    )
    whole = files["annotations.jsonld"]
    assert faults(whole) == []
    assert [faults(files[f"annotations-{n}.jsonld"], PAGE) for n in (2, 3)] == [[], []]
    pages = list(_pages(whole, files))
    ids = [item["id"] for page in pages for item in page["items"]]
    assert len(set(ids)) == len(ids) == whole["total"]
    assert whole["last"] == pages[-1]["id"]
    assert [page.get("prev") for page in pages] == [None, *(page["id"] for page in pages[:-1])]
    assert [page["startIndex"] for page in pages] == [0, PAGE_SIZE, 2 * PAGE_SIZE]
    assert "created" not in pages[0]["items"][0]


def _pages(whole: dict[str, Any], files: dict[str, Any]) -> Iterator[dict[str, Any]]:
    page = whole["first"]
    yield page
    while "next" in page:
        page = files[page["next"].removeprefix("https://example.org/")]
        yield page


def test_the_demonstration(demo_site: Path, base: str) -> None:
    """Every article's file and the whole follow the model; passages stand in the page's text where they say."""
    whole = items(read(demo_site))
    checked = 0
    for path in sorted(demo_site.glob("articles/*/annotations.jsonld")):
        text = (path.parent / "text.txt").read_text("utf-8")
        page = LexborHTMLParser((path.parent / "index.html").read_text("utf-8"))
        for apart in page.css(f".{APART}"):
            apart.decompose()
        shown = page.css_first(".prose")
        assert shown is not None
        assert shown.text(deep=True) == text
        own = items(read(demo_site, path.relative_to(demo_site).as_posix()))
        for key, item in own.items():
            assert whole[key] == item
            assert item["id"].startswith(base)
            checked += _stands(item, text)
    assert checked >= 10


def _stands(item: dict[str, Any], text: str) -> bool:
    if isinstance(item["target"], str):
        return False
    quote, position = item["target"]["selector"]
    start, end = position["start"], position["end"]
    around = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
    assert text[start:end] == quote["exact"]
    assert text[max(0, start - len(quote.get("prefix", ""))) :].startswith(around)
    assert text.count(around) == 1
    return True


def test_bytes_are_stable(canals: Project) -> None:
    """Keys are sorted, an annotation is a line, and another build writes the same bytes."""
    path = canals.output / "annotations.jsonld"
    text = path.read_text("utf-8")

    def sort(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert [key for key, _ in pairs] == sorted(key for key, _ in pairs)
        return dict(pairs)

    json.loads(text, object_pairs_hook=sort)
    assert sum('"type": "Annotation"' in line for line in text.splitlines()) == 4
    canals.change("dossier.yaml", "Essai", "'\"items\": []'").build()
    assert read(canals.output)["label"] == '"items": []'
    canals.change("dossier.yaml", "'\"items\": []'", "Essai").build()
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("created", "2020-05-04"),
        ("motivation", "explaining"),
        ("target", {"type": "SpecificResource", "source": "a b"}),
        ("body", [{"type": "TextualBody"}]),
        ("unknown", "x"),
        ("id", None),
    ],
)
def test_faults_are_noticed(key: str, value: object) -> None:
    """A sound annotation passes; with one value wrong it does not."""
    sound = {
        "id": "https://example.org/1",
        "type": "Annotation",
        "target": "https://example.org/a/",
        "body": [],
    }
    assert faults(sound, ANNOTATION) == []
    assert faults({**sound, key: value}, ANNOTATION) != []
