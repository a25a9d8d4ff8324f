"""Annotations become notes: of the right article, once, and nothing is dropped without a word."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.harness.project import Project, tree

BASE = "https://example.org/essai/"
PAGE = f"{BASE}articles/canaux/"
ARTICLE = """\
---
title: Les canaux
id: 10202
source: {name: La Gazette, url: "https://www.gazette.example/canaux/", archive: "https://archive.example/c"}
---
Un premier paragraphe sur les canaux de la ville.

Un deuxième paragraphe : il est coté ; les écluses ferment à midi.
"""


def annotation(**more: Any) -> dict[str, Any]:
    """An annotation of the W3C's model on a passage of the article."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://notes.example/1",
        "type": "Annotation",
        "motivation": "questioning",
        "body": {
            "type": "TextualBody",
            "value": "Qui le *dit* ?",
            "purpose": "questioning",
            "language": "fr",
        },
        "target": {
            "source": PAGE,
            "selector": {
                "type": "TextQuoteSelector",
                "exact": "les écluses ferment",
                "prefix": "coté ; ",
                "suffix": " à midi",
            },
        },
        **more,
    }


def row(**more: Any) -> dict[str, Any]:
    """An annotation as the API of Hypothesis gives it."""
    quote = {"type": "TextQuoteSelector", "exact": "les écluses ferment", "prefix": "coté ; ", "suffix": " à"}
    return {
        "id": "AbC",
        "created": "2023-05-04T09:14:22.123456+00:00",
        "updated": "2023-05-04T09:14:22.123456+00:00",
        "user": "acct:ada@hypothes.is",
        "user_info": {"display_name": "Ada"},
        "uri": "http://gazette.example/canaux",
        "text": "Qui le *dit* ?",
        "tags": ["écluses"],
        "group": "__world__",
        "permissions": {"read": ["group:__world__"]},
        "target": [{"source": "x", "selector": [{"type": "RangeSelector"}, quote]}],
        **more,
    }


@pytest.fixture
def canals(project: Project) -> Project:
    """A dossier with one article and no note."""
    return project.write("content/articles/canaux.md", ARTICLE)


def take(
    project: Project, document: object, *options: str, name: str = "in.jsonld", exit_code: int = 0
) -> str:
    """Import a document; gives what was printed."""
    data = document if isinstance(document, str | bytes) else json.dumps(document)
    project.write(name, data).do("import", name, *options, exit_code=exit_code)
    return project.last.text


def note(project: Project, number: int = 1) -> str:
    """The text of an imported note."""
    return (project.root / f"content/notes/10202-n{number}.md").read_text("utf-8")


def notes(project: Project) -> list[str]:
    """The names of all notes."""
    return sorted(path.name for path in (project.root / "content/notes").glob("*"))


def test_a_w3c_annotation(canals: Project) -> None:
    """Its words, passage and kind are kept; the build places it."""
    printed = take(
        canals,
        annotation(
            created="2023-05-04T09:14:22.5Z",
            modified="2023-05-06T00:00:00Z",
            creator={"name": "Ada"},
            canonical="x:1",
        ),
    )
    assert "imported: in.jsonld → content/notes/10202-n1.md" in printed
    assert note(canals) == (
        '---\narticle: "10202"\nid: n1\nkind: question\nquote: "les écluses ferment"\n'
        'prefix: "coté ;"\nsuffix: "à midi"\n'
        'author: Ada\ndate: "2023-05-04T09:14:22Z"\nupdated: 2023-05-06\norigin: "https://notes.example/1"\n'
        "---\nQui le \\*dit\\* ?\n"
    )
    canals.build("--strict")
    found = json.loads(canals.read_output("annotations.jsonld"))["first"]["items"]
    assert [(item["created"], item["via"]) for item in found] == [
        ("2023-05-04T09:14:22Z", "https://notes.example/1")
    ]


@pytest.mark.parametrize(
    "document",
    [
        annotation(),
        [annotation()],
        {"type": "AnnotationPage", "items": [annotation()]},
        {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [annotation()]}},
        {"type": ["BasicContainer", "oa:AnnotationCollection"], "first": {"items": annotation()}},
        {
            **annotation(),
            "@id": "https://notes.example/1",
            "@type": "oa:Annotation",
            "id": None,
            "type": None,
        },
    ],
)
def test_every_form_of_a_file(canals: Project, document: object) -> None:
    """A single annotation, a list, a page and a collection are read alike."""
    take(canals, document)
    assert 'origin: "https://notes.example/1"' in note(canals)


@pytest.mark.parametrize(
    "source",
    [
        PAGE,
        PAGE.removesuffix("/"),
        f"{PAGE}index.html#p-n1",
        f"{BASE}10202/",
        f"{BASE}10202?utm_source=letter&fbclid=1",
        "articles/canaux/",
        "../../articles/canaux/",
        "https://www.gazette.example/canaux/",
        "http://gazette.example/canaux",
        "HTTPS://GAZETTE.example:443/canaux#top",
        "https://gazette.example/%63anaux",
        "https://archive.example/c",
        "https://web.archive.org/web/20200102030405id_/http://gazette.example/canaux/",
        "https://web.archive.org/web/2020/https:/gazette.example/canaux/",
        "http://archive.today/2020.01.02-030405/https://gazette.example/canaux",
        "https://via.hypothes.is/https://gazette.example/canaux/",
    ],
)
def test_addresses_of_one_page(canals: Project, source: str) -> None:
    """The article is found under each of them."""
    take(canals, annotation(target=source))
    assert notes(canals) == ["10202-n1.md"]


@pytest.mark.parametrize(
    "source",
    ["https://gazette.example/canaux/2", "https://gazette.example:8080/canaux", "ftp://gazette.example/canaux",
     "https://gazette.example/canaux?page=2", "javascript:alert(1)", "http://[::1", "urn:x-pdf:1", "./", "10203/"],
)  # fmt: skip
def test_other_pages(canals: Project, source: str) -> None:
    """They are none of the article's; the report names them and says what to do."""
    printed = take(canals, annotation(target=source))
    assert notes(canals) == []
    assert "annotation-unmatched" in printed
    assert source in printed
    assert "source.url" in printed


def test_what_is_unmatched_is_counted_once_a_page(canals: Project) -> None:
    """Three annotations of a foreign page are one finding, at the first of them."""
    rows = [row(id=str(n), uri=f"https://b.example/{n % 2}", target=[]) for n in range(3)]
    printed = take(canals, {"total": 3, "rows": rows}, name="h.json")
    assert printed.count("annotation-unmatched") == 2
    assert "2 annotations are about https://b.example/0" in printed
    assert "3 unmatched: h.json" in printed


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ({"total": 1, "rows": [row()]}, "h.json"),
        ({"export_date": "x", "client_version": "1", "annotations": [row()]}, "h.json"),
        ([row()], "h.json"),
    ],
)
def test_hypothesis(canals: Project, document: object, name: str) -> None:
    """The API's answer, the client's export and the bare list hold the same."""
    take(canals, document, name=name)
    assert note(canals) == (
        '---\narticle: "10202"\nid: n1\nkind: comment\nquote: "les écluses ferment"\nprefix: "coté ;"\nsuffix: "à"\n'
        'author: Ada\ndate: "2023-05-04T09:14:22+00:00"\ntags: [écluses]\norigin: "https://hypothes.is/a/AbC"\n'
        "---\nQui le *dit* ?\n"
    )


@pytest.mark.parametrize(
    "header",
    [
        "Created at,Author,Page,URL,Group,Annotation/Reply Type,Quote,Comment,Tags",
        "Creation Date,User,Page,URL,Group,Annotation/Reply Type,Quote,Body,Tags",
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_hypothesis_table(canals: Project, header: str, separator: str) -> None:
    """A table has the words and little else; a reply and a private group are reported."""
    rows = [
        [
            "2023-05-04 09:14",
            "Ada",
            "",
            PAGE,
            "Public",
            "Annotation",
            "les écluses ferment",
            '"Un\n""mot"""',
            '"a,b"',
        ],
        ["2023-05-04 09:15", "Bob", "", PAGE, "Public", "Reply", "", "Oui", ""],
        ["2023-05-04 09:16", "Bob", "", PAGE, "Classe 3", "Annotation", "", "Secret", ""],
    ]
    text = "\n".join([header.replace(",", separator), *(separator.join(cells) for cells in rows)])
    printed = take(canals, f"\ufeff{text}", name="h.csv")
    assert notes(canals) == ["10202-n1.md"]
    assert 'date: "2023-05-04T09:14"\ntags: [a, b]\n' in note(canals)
    assert note(canals).endswith('---\nUn\n"mot"\n')
    assert "annotation-reply" in printed
    assert "annotation-private" in printed
    assert "1 unchanged" in take(canals, f"\ufeff{text}", name="h.csv")


def test_replies_stand_at_the_passage_they_are_about(canals: Project) -> None:
    """Whatever their order in the file, and in a later file too; one without a parent is reported."""
    replies = [row(id=n, references=refs, target=[{}], text=n) for n, refs in
               [("r2", ["AbC", "r1"]), ("r1", ["AbC"]), ("r9", ["gone"])]]  # fmt: skip
    printed = take(canals, {"rows": [*replies, row()]}, name="h.json")
    assert 'quote: "les écluses ferment"' in note(canals, 2)
    assert note(canals, 2).endswith("↪ [[10202/n1|n1]]\n\nr1\n")
    assert note(canals, 3).endswith("↪ [[10202/n2|n2]]\n\nr2\n")
    assert "this answers https://hypothes.is/a/gone" in printed
    take(canals, {"rows": [row(id="r3", references=["AbC", "r2"], target=[{}])]}, name="later.json")
    assert "↪ [[10202/n3|n3]]" in note(canals, 4)
    canals.build("--strict")


def test_replies_in_the_model_of_the_w3c(canals: Project) -> None:
    """A reply's target is the annotation it answers, which may be a note of this dossier."""
    reply = annotation(id="x:2", motivation="replying", target="https://notes.example/1")
    take(canals, [reply, annotation()])
    assert "↪ [[10202/n1|n1]]" in note(canals, 2)
    take(canals, annotation(id="x:3", motivation="oa:replying", target=f"{BASE}10202/n2/"))
    assert "↪ [[10202/n2|n2]]" in note(canals, 3)


@pytest.mark.parametrize(
    "more",
    [
        {"group": "abc", "permissions": {"read": ["group:abc"]}},
        {"permissions": {"read": ["acct:ada@hypothes.is"]}},
        {"hidden": True},
    ],
)
def test_private_annotations(canals: Project, more: dict[str, Any]) -> None:
    """Left out with a warning, and brought in when asked for."""
    document = {"rows": [row(**more)]}
    assert "annotation-private" in take(canals, document)
    assert notes(canals) == []
    assert "annotation-private" not in take(canals, document, "--private")
    assert notes(canals) == ["10202-n1.md"]


def test_a_highlight_becomes_a_draft(canals: Project) -> None:
    """A passage marked without a word is kept but not published; a tag is a word."""
    printed = take(canals, {"rows": [row(text="", tags=[]), row(id="2", text="")]})
    assert "annotation-draft" in printed
    assert "draft: true" in note(canals, 1)
    assert "draft" not in note(canals, 2)


def test_a_note_on_the_page(canals: Project) -> None:
    """Without a passage the note is on the whole article."""
    take(canals, {"rows": [row(target=[{"source": "x"}])]})
    assert "quote" not in note(canals)
    canals.build("--strict")


def test_importing_again_changes_nothing(canals: Project) -> None:
    """Neither by the same file nor by a newer version of it: what an editor wrote stays."""
    take(canals, [annotation()])
    canals.change("content/notes/10202-n1.md", "Qui le", "Qui donc le")
    before = tree(canals.root / "content")
    assert "1 unchanged" in take(canals, [annotation(body="", modified="2030-01-01T00:00:00Z")])
    assert tree(canals.root / "content") == before


def test_numbers_are_not_used_twice(canals: Project) -> None:
    """The next note follows the highest number, in files of several notes and files that cannot be read too."""
    canals.write("content/notes/many.md", "---\narticle: 10202\n---\n## question: n4\n\nA.\n")
    canals.write("content/notes/10202-n6-something.md", "---\nkind: [\n")
    take(canals, [annotation()])
    assert "10202-n7.md" in notes(canals)


def test_our_own_notes_come_home(canals: Project) -> None:
    """A dossier knows its own export, with and without an address, and after a journey through another one."""
    canals.write("content/notes/a.md", "---\narticle: 10202\nid: n1\nkind: claim\n---\nUn mot.\n").build()
    exported = canals.read_output("annotations.jsonld")
    assert "1 own note" in take(canals, exported)
    assert "1 own note" in take(canals, annotation(id="x:other", via=f"{BASE}10202/n1/"))
    canals.write("dossier.yaml", "title: Essai\n").build()
    assert "1 own note" in take(canals, canals.read_output("articles/canaux/annotations.jsonld"))
    assert notes(canals) == ["a.md"]


def test_a_journey_to_another_dossier(canals: Project, tmp_path: Path) -> None:
    """What is exported here and imported there says the same there, but for links into this dossier."""
    canals.write(
        "content/notes/a.md",
        "---\narticle: 10202\nid: n1\nkind: translation\nquote: les écluses ferment\nauthor: Ada\ndate: 2020-05~\n"
        "tags: [écluses]\nsources:\n  - {title: Un livre, publisher: P}\n"
        '  - {title: Une page, url: "https://c.example/", date: 2019}\n---\n'
        "Un *mot*[^1].\n\n- a\n- b\n\n[^1]: La note.\n",
    ).build("--strict")
    there = Project(tmp_path / "there").write("dossier.yaml", "title: Là\nurl: https://there.example/\n")
    there.write(
        "content/articles/autre.md", ARTICLE.replace("10202", "7").replace("archive.example/c", f"{PAGE[8:]}")
    )
    take(there, canals.read_output("annotations.jsonld"))
    assert (there.root / "content/notes/7-n1.md").read_text("utf-8") == (
        '---\narticle: "7"\nid: n1\nkind: translation\nquote: "les écluses ferment"\n'
        'prefix: "deuxième paragraphe\u202f: il est coté\u202f;"\nsuffix: "à midi."\n'
        "author: Ada\ndate: 2020-05~\ntags: [écluses]\nsources:\n  - title: Un livre\n  - title: Une page\n"
        f'    url: "https://c.example/"\n    date: 2019\norigin: "{BASE}10202/n1/"\n---\n'
        "Un *mot*[^1].\n\n- a\n- b\n\n[^1]: La note.\n"
    )
    there.build("--strict")


def test_parts_of_one_passage(canals: Project) -> None:
    """A client cuts a selection at what is not the article's; passages that lie apart are a note each."""

    def part(exact: str, start: int) -> dict[str, Any]:
        quote = {"type": "TextQuoteSelector", "exact": exact}
        place = {"type": "TextPositionSelector", "start": start, "end": start + len(exact)}
        return {"source": PAGE, "selector": [quote, place]}

    take(canals, annotation(target=[part("les écl", 90), part("uses ferment", 97), part("il est", 60)]))
    assert 'quote: "les écluses ferment"\n' in note(canals, 1)
    assert 'quote: "il est"\n' in note(canals, 2)
    assert "3" not in "".join(notes(canals)).replace("10202", "")
    take(canals, annotation(target=[part("les écl", 90), part("uses ferment", 97), part("il est", 60)]))
    assert len(notes(canals)) == 2


def test_refined_selectors(canals: Project) -> None:
    """The words may be said within another selector; a passage without words is reported."""
    quote = annotation()["target"]["selector"]
    take(canals, annotation(target={"source": PAGE, "selector": {"type": "CssSelector", "refinedBy": quote}}))
    assert 'quote: "les écluses' in note(canals)
    place = {"type": "TextPositionSelector", "start": 1, "end": 5}
    printed = take(canals, annotation(id="x:2", target={"source": PAGE, "selector": place}))
    assert "annotation-passage" in printed
    assert "quote" not in note(canals, 2)


def test_bodies(canals: Project) -> None:
    """Tags, links, several texts in several wordings; a kind of ours is taken at its word."""
    body = [
        {"type": "TextualBody", "value": "Un **mot**.", "format": "text/markdown"},
        {
            "type": "TextualBody",
            "value": "<p>Un <b>autre</b>.<script>x()</script></p>",
            "format": "text/html",
        },
        {"type": "TextualBody", "value": "claim", "purpose": "classifying"},
        {"type": "TextualBody", "value": " ponts \n", "purpose": "tagging"},
        {"type": "SpecificResource", "source": "https://c.example/", "purpose": "linking"},
        "https://d.example/",
        "javascript:alert(1)",
        {"type": "Choice", "items": [{"value": "Encore."}]},
    ]
    take(canals, annotation(body=body, bodyValue="D'abord."))
    assert "kind: claim" in note(canals)
    assert "tags: [ponts]\n" in note(canals)
    assert 'sources:\n  - title: "https://c.example/"\n    url: "https://c.example/"\n' in note(canals)
    assert "javascript" not in note(canals)
    assert note(canals).endswith("---\nD'abord.\n\nUn **mot**.\n\nUn **autre**.\n\nEncore.\n")
    canals.build("--strict")


@pytest.mark.parametrize(
    ("creator", "author"),
    [
        ({"name": "Ada"}, "Ada"),
        (
            [{"nickname": "ada"}, "Bob", {"id": "https://orcid.example/1"}],
            '"ada, Bob, https://orcid.example/1"',
        ),
        ({"id": "VE9qRf0TNuNJo4OhqChQ", "isGuest": True}, ""),
    ],
)
def test_authors(canals: Project, creator: object, author: str) -> None:
    """Several are named together; an account without a name is nobody."""
    take(canals, annotation(creator=creator))
    assert (f"author: {author}\n" if author else "---") in note(canals)
    assert ("author" in note(canals)) is bool(author)


def test_more_pages_elsewhere(canals: Project) -> None:
    """A collection that goes on in another file says so."""
    page = {"type": "AnnotationPage", "items": [annotation()], "next": "https://notes.example/page2"}
    for document in (page, {"type": "AnnotationCollection", "first": "https://notes.example/page2"}):
        assert "more annotations are in https://notes.example/page2" in take(canals, document)
    assert len(notes(canals)) == 1


def test_dry_run(canals: Project) -> None:
    """Says what would be made and makes nothing."""
    before = tree(canals.root / "content")
    printed = take(canals, [annotation(), annotation(id="x:2")], "--dry-run")
    assert "would be imported: in.jsonld → content/notes/10202-n2.md" in printed
    assert tree(canals.root / "content") == before


def test_for_programs(canals: Project) -> None:
    """``--format json`` tells the fate of every annotation, beside those of articles."""
    foreign = annotation(id="x:2", target="https://b.example/")
    canals.write("in.jsonld", json.dumps([annotation(), foreign])).write(
        "text.txt", "Un titre\n\nUn texte de trois mots."
    )
    canals.do("import", "in.jsonld", "text.txt", "--format", "json")
    of_article, of_notes = json.loads(canals.last.stdout)
    assert [
        (each["origin"], each["status"], each["note"], each["passage"]) for each in of_notes["annotations"]
    ] == [
        ("https://notes.example/1", "imported", "content/notes/10202-n1.md", "placed"),
        ("x:2", "unmatched", None, None),
    ]
    assert [finding["code"] for finding in of_notes["findings"]] == ["annotation-unmatched"]
    assert of_article["status"] == "imported"


def test_explain(canals: Project) -> None:
    """Tells of each annotation what it is about and what became of its passage."""
    printed = take(canals, annotation(), "--explain")
    assert f"about: {PAGE} = article 10202" in printed
    assert "passage: placed" in printed


def test_a_lost_passage_is_told_at_once(canals: Project) -> None:
    """The note is kept with its quote; the build shows it as an orphan."""
    target = {
        "source": PAGE,
        "selector": {"type": "TextQuoteSelector", "exact": "rien de tel n'est écrit ici nulle part"},
    }
    assert "its passage is not in the article" in take(canals, annotation(target=target))
    assert "note-orphan" in canals.check().last.text


def test_from_standard_input(canals: Project) -> None:
    """What is piped in is recognised by how it begins."""
    from click.testing import CliRunner

    from dossierpress.cli import main

    data = json.dumps([annotation()]).encode()
    result = CliRunner().invoke(main, ["-C", str(canals.root), "import", "-"], input=data)
    assert result.exit_code == 0
    assert notes(canals) == ["10202-n1.md"]
