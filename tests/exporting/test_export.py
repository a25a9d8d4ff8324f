"""What an export holds, the same bytes each time, and what it leaves alone."""

import io
import zipfile
from pathlib import Path

import pytest

from dossierpress.exporting.archive import packed
from dossierpress.exporting.single import single
from dossierpress.model.page import Artifact
from dossierpress.render.links import offline
from tests.harness.project import Project

#: A picture of one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)
ARTICLE = """---
title: "Un pont neuf"
id: "30301"
date: 2020-05-04
image: {src: pont.png, alt: Le pont, caption: "Le pont"}
%s---
Le conseil a voté. Voir ![le pont vu du quai](../pont.png) et [[Un pont neuf]].
"""


@pytest.fixture
def dossier(project: Project) -> Project:
    """An article with a picture."""
    return project.write("content/articles/un-pont.md", ARTICLE % "").write("content/pont.png", PNG)


@pytest.mark.parametrize(
    ("url", "page", "way"),
    [
        ("/", "/", "./index.html"),
        ("/", "/articles/x/", "../../index.html"),
        ("/articles/y/", "/articles/x/", "../y/index.html"),
        ("/articles/y/#n4", "/articles/x/", "../y/index.html#n4"),
        ("/articles/x/#n4", "/articles/x/", "#n4"),
        ("/feed.xml", "/", "feed.xml"),
    ],
)
def test_ways_without_a_server(url: str, page: str, way: str) -> None:
    """Folders are named by the file a server would send; files and parts of the page are what they are."""
    assert offline(url, page) == way


def test_the_same_bytes(dossier: Project, tmp_path: Path) -> None:
    """Twice the same dossier, once from another place, gives twice the same files."""
    other = Project(tmp_path / "elsewhere")
    for path in ("dossier.yaml", "content/articles/un-pont.md", "content/pont.png"):
        other.write(path, (dossier.root / path).read_bytes())
    for number, one in enumerate((dossier, other)):
        one.do(
            "export",
            "--zip",
            str(tmp_path / f"{number}.zip"),
            "--single-file",
            str(tmp_path / f"{number}.html"),
        )
    for ending in ("zip", "html"):
        assert (tmp_path / f"0.{ending}").read_bytes() == (tmp_path / f"1.{ending}").read_bytes()


def test_order_and_time_of_a_zip() -> None:
    """Files stand in the order of their names, of no time, readable by all, whatever order they came in."""
    files = [Artifact("b/é.html", b"2"), Artifact("a.html", b"1")]
    data = packed("site", files)
    assert data == packed("site", files[::-1])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["site/a.html", "site/b/é.html"]
        assert {(e.date_time[0], e.external_attr >> 16) for e in archive.infolist()} == {(1980, 0o100644)}
        assert archive.testzip() is None


def test_drafts_stay_at_home(dossier: Project, tmp_path: Path) -> None:
    """Neither a draft's text nor its title is in an export."""
    draft = ARTICLE.replace("Un pont neuf", "Encore secret").replace("30301", "30302") % "draft: true\n"
    dossier.write("content/articles/encore-secret.md", draft)
    dossier.do("export", "--zip", str(tmp_path / "a.zip"), "--single-file", str(tmp_path / "a.html"))
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        held = [name.encode() + archive.read(name) for name in archive.namelist()]
    for text in (*held, (tmp_path / "a.html").read_bytes()):
        assert b"ecret" not in text


def test_pictures_are_inside_up_to_a_limit(dossier: Project, tmp_path: Path) -> None:
    """A picture of the lead and one of the text are in the file; too large ones are announced and described."""
    target = tmp_path / "a.html"
    dossier.do("export", "--single-file", str(target))
    assert target.read_text(encoding="utf-8").count("data:image/png;base64,") == 2
    dossier.do("export", "--single-file", str(target), "--picture-limit", "0.00001")
    text = target.read_text(encoding="utf-8")
    assert "image/png" not in text
    assert 'alt="le pont vu du quai"' in text
    assert "content/pont.png: export-picture" in dossier.last.stderr.replace(":1:1", "")


def test_nothing_of_others_is_replaced(dossier: Project, tmp_path: Path) -> None:
    """A file no export wrote stays; one of ours is replaced; --force replaces both."""
    for option, name in (("--zip", "a.zip"), ("--single-file", "a.html")):
        target = tmp_path / name
        target.write_text("<!doctype html> mine", encoding="utf-8")
        dossier.do("export", option, str(target), exit_code=2)
        assert "no export wrote it" in dossier.last.stderr
        assert target.read_text(encoding="utf-8") == "<!doctype html> mine"
        dossier.do("export", option, str(target), "--force").do("export", option, str(target))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as other:
        other.writestr("a", "a")
    dossier.do("export", "--zip", str(tmp_path / "b.zip"), exit_code=2)
    dossier.do("export", "--zip", str(tmp_path), exit_code=2)
    dossier.do("export", exit_code=2)


def test_errors_write_nothing(dossier: Project, tmp_path: Path) -> None:
    """A dossier with an error is not exported, and the export that is there stays."""
    target = tmp_path / "a.html"
    dossier.do("export", "--single-file", str(target))
    before = target.read_bytes()
    dossier.change("content/articles/un-pont.md", 'id: "30301"', 'id: "30 01"')
    dossier.do("export", "--single-file", str(target), exit_code=1)
    assert target.read_bytes() == before


def test_a_theme_without_the_template(dossier: Project, tmp_path: Path) -> None:
    """The message says what the theme lacks."""
    dossier.write("themes/bare/theme.yaml", "description: Bare\n").write(
        "themes/bare/templates/base.html", "x"
    )
    dossier.change("dossier.yaml", "title: Essai", "title: Essai\ntheme: bare")
    dossier.do("export", "--single-file", str(tmp_path / "a.html"), exit_code=2)
    assert "no template single.html" in dossier.last.stderr
    assert not (tmp_path / "a.html").exists()


@pytest.mark.parametrize("template", ["article.html", "single.html"])
def test_a_template_that_cannot_be_run(dossier: Project, tmp_path: Path, template: str) -> None:
    """It is told with its line, and nothing is written."""
    dossier.write("dossier.yaml", "title: Essai\nurl: https://example.org/essai/\ntheme: mine\n")
    dossier.write("themes/mine/theme.yaml", "extends: default\n")
    dossier.write(f"themes/mine/templates/{template}", "\n{{ page.title() }}")
    dossier.do("export", "--single-file", str(tmp_path / "x.html"), exit_code=2)
    assert f"themes/mine/templates/{template}:2:1: template-error TypeError" in dossier.last.stderr
    assert not (tmp_path / "x.html").exists()


def test_the_style_sheet_of_the_single_file(dossier: Project, tmp_path: Path) -> None:
    """It is in the single file: sites and ZIPs do without."""
    dossier.write("dossier.yaml", "title: Essai\nurl: https://example.org/essai/\ntheme: mine\n")
    dossier.write("themes/mine/theme.yaml", "extends: default\n")
    dossier.write("themes/mine/static/single.css", ".only-here { color: red }\n")
    page, archive = tmp_path / "a.html", tmp_path / "a.zip"
    dossier.build().do("export", "--single-file", str(page), "--zip", str(archive))
    assert ".only-here{color:red}" in page.read_text("utf-8")
    assert not (dossier.output / "assets/single.css").exists()
    with zipfile.ZipFile(archive) as packed_site:
        names = packed_site.namelist()
    assert any(name.endswith("assets/theme.css") for name in names)
    assert not [name for name in names if name.endswith("single.css")]


def test_old_addresses_and_permalinks_lead_inside(dossier: Project) -> None:
    """Links to an old address, a short one and a note's permalink lead to the article and the note in the file."""
    from dossierpress.build import check
    from dossierpress.config import load

    dossier.change("content/articles/un-pont.md", "date: 2020-05-04", "date: 2020-05-04\naliases: [/vieux/]")
    dossier.write(
        "content/notes/30301-vote.md",
        '---\narticle: "30301"\nid: vote\nkind: context\nquote: Le conseil a voté\n---\n'
        "Voir [a](/vieux/), [b](/30301/) "
        "et [c](/30301/vote/).\n",
    )
    project, _ = load(dossier.root)
    page = single(check(project), project.root, limit=0)[0].decode()
    for lead in ("/articles/un-pont/", "/articles/un-pont/:vote"):
        assert f'href="#{lead}"' in page
        assert f'id="{lead}"' in page
    assert "/vieux/" not in page
