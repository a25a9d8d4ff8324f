"""The requests that write notes: what they write, and every way they refuse."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dossierpress.serve.guard import MAX_BODY
from tests.harness.preview import Running, previewing
from tests.harness.project import Project
from tests.serve.conftest import dossier

NOTE = "content/notes/10101-cout.md"
QUOTE = {
    "quote": "la passerelle qui relie",
    "prefix": "La maire a ouvert lundi ",
    "suffix": " la Ville-Basse",
}


def ask(preview: Running, path: str, body: Any, **headers: str) -> tuple[int, dict[str, Any]]:
    """POST ``body`` (bytes as they are) to a route of the note editor: the status, and the answer."""
    token = headers.pop("token", "") or preview.about()["token"]
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    reply = preview.request(
        "POST",
        f"/_dossier/api/notes/{path}",
        data,
        content_type="application/json",
        x_dossier_token=token,
        **headers,
    )
    try:
        answer: dict[str, Any] = json.loads(reply.body)
    except ValueError:
        answer = {"error": reply.text}
    return reply.status, answer


def state(root: Path) -> dict[str, bytes]:
    """Every file of the dossier's notes, trash and conflicts."""
    folders = (root / "content", root / ".dossier/trash", root / ".dossier/conflicts")
    return {
        str(f.relative_to(root)): f.read_bytes()
        for folder in folders
        for f in folder.rglob("*")
        if f.is_file()
    }


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview whose files no request of these tests may change."""
    with previewing(dossier(tmp_path_factory.mktemp("refusals") / "dossier")) as running:
        running.after(0)
        yield running


def test_a_note_is_written_as_by_hand(preview: Running) -> None:
    """Keys in their order, the quote as in the source, one of several spellings of a space."""
    text = "Depuis quand ?\r\n\r\n**Vraiment ?**\n"
    passage = {**QUOTE, "quote": "la  passerelle\u00a0qui relie"}
    asked = {
        "article": "10101",
        "kind": "question",
        "text": text,
        "author": " Ada  L. ",
        "tags": ["ponts", "", "ponts"],
    }
    status, answer = ask(preview, "create", {**asked, "passage": passage})
    assert (status, answer) == (201, {"path": "content/notes/10101-n2-la-passerelle-qui-relie.md"})
    written = (preview.project.root / answer["path"]).read_bytes().decode().splitlines()
    assert written[:5] == [
        "---", 'article: "10101"', "id: n2", "kind: question", 'quote: "la passerelle qui relie"',
    ]  # fmt: skip
    assert written[5].startswith('prefix: "')
    assert written[-5:] == ["tags: [ponts]", "---", "Depuis quand ?", "", "**Vraiment ?**"]
    preview.project.check()


def test_saving_twice_writes_once(preview: Running) -> None:
    """Whoever did not hear that it was saved saves again: there is one note."""
    body = {"article": "10101", "text": "Une fois.", "passage": QUOTE}
    first, again = ask(preview, "create", body), ask(preview, "create", body)
    assert first == again
    assert len(list((preview.project.root / "content/notes").iterdir())) == 2
    read = ask(preview, "read", {"article": "10101", "note": "n1"})[1]
    change = {
        "article": "10101",
        "note": "n1",
        "based_on": read["digest"],
        "kind": "question",
        "text": "Autre.",
    }
    change |= {"author": read["author"], "tags": read["tags"]}
    first, again = ask(preview, "edit", change), ask(preview, "edit", change)
    assert first[0] == again[0] == 200
    assert first[1]["digest"] == again[1]["digest"]


def test_an_edit_changes_what_was_changed(preview: Running) -> None:
    """Everything else in the file stays byte for byte."""
    before = (preview.project.root / NOTE).read_text()
    read = ask(preview, "read", {"article": "10101", "note": "n1"})[1]
    assert (read["kind"], read["author"], read["tags"], read["several"]) == (
        "question",
        "Essai",
        ["ponts"],
        False,
    )
    body = {
        "article": "10101",
        "note": "n1",
        "based_on": read["digest"],
        "kind": "question",
        "author": "Essai",
    }
    status, _ = ask(preview, "edit", {**body, "tags": ["ponts"], "text": "Il est publié."})
    assert status == 200
    old = "Le devis de 2018 n'est pas publié. **Où est-il ?**"
    assert (preview.project.root / NOTE).read_text() == before.replace(old, "Il est publié.")


def test_a_changed_file_is_not_overwritten(preview: Running) -> None:
    """409, both texts, and a copy that no build reads; saving over it has to be asked for."""
    read = ask(preview, "read", {"article": "10101", "note": "n1"})[1]
    preview.project.change(NOTE, "Le devis de 2018", "Le devis de 2019")
    theirs = (preview.project.root / NOTE).read_bytes()
    body = {
        "article": "10101",
        "note": "n1",
        "based_on": read["digest"],
        "kind": "question",
        "author": "Essai",
    }
    body |= {"tags": ["ponts"], "text": "Mon texte."}
    for _ in range(2):
        status, answer = ask(preview, "edit", body)
        assert status == 409
        assert answer["theirs"]["text"].startswith("Le devis de 2019")
        assert (preview.project.root / NOTE).read_bytes() == theirs
    copies = list((preview.project.root / ".dossier/conflicts").iterdir())
    assert [copy.read_text().splitlines()[-1] for copy in copies] == ["Mon texte."]
    assert answer["kept"] == f".dossier/conflicts/{copies[0].name}"
    preview.project.check()
    assert ask(preview, "edit", {**body, "based_on": answer["theirs"]["digest"]})[0] == 200
    assert "Mon texte." in (preview.project.root / NOTE).read_text()


def test_a_note_that_is_gone_leaves_a_copy(preview: Running) -> None:
    """Somebody deleted the file: the text is kept, and nothing is put in its place unasked."""
    read = ask(preview, "read", {"article": "10101", "note": "n1"})[1]
    preview.project.write(
        "content/notes/broken.md", "---\nkind: joke\n---\n"
    )  # so that the page stays as it is
    preview.until(errors=2)
    preview.project.delete(NOTE)
    body = {"article": "10101", "note": "n1", "based_on": read["digest"], "text": "Mon texte."}
    status, answer = ask(preview, "edit", body)
    assert (status, answer["theirs"]) == (409, None)
    assert (preview.project.root / answer["kept"]).read_text().endswith("Mon texte.\n")
    assert not (preview.project.root / NOTE).exists()


def test_delete_and_restore(preview: Running) -> None:
    """The note goes to the trash, and comes back as it was."""
    before = (preview.project.root / NOTE).read_bytes()
    note = {"article": "10101", "note": "n1"}
    read = ask(preview, "read", note)[1]
    assert ask(preview, "delete", {**note, "based_on": "0" * 32})[0] == 409
    status, gone = ask(preview, "delete", {**note, "based_on": read["digest"]})
    assert status == 200
    assert not (preview.project.root / NOTE).exists()
    assert (preview.project.root / ".dossier/trash" / gone["trash"]).read_bytes() == before
    assert ask(preview, "restore", gone) == (200, {"path": NOTE})
    assert (preview.project.root / NOTE).read_bytes() == before
    assert ask(preview, "restore", gone)[0] == 409


SEVERAL = """---
article: 10101
---
## question: a1

> quarante mètres

Premier texte.

## context: a2

> deux fois plus que prévu

Deuxième texte.

## comment: a3

> La maire

Troisième texte.
"""


@pytest.mark.parametrize("name", ["a1", "a2", "a3"])
def test_one_of_several_comes_back_to_its_place(small: Project, name: str) -> None:
    """A note cut from a file of several is its first, second or last again."""
    small.write("content/notes/plusieurs.md", SEVERAL)
    with previewing(small) as preview:
        preview.after(0)
        note = {"article": "10101", "note": name}
        read = ask(preview, "read", note)[1]
        assert read["several"]
        body = {
            **note,
            "based_on": read["digest"],
            "kind": read["kind"],
            "text": read["text"],
            "tags": ["non"],
        }
        status, answer = ask(preview, "edit", body)
        assert (status, "holds for all notes" in answer["error"]) == (422, True)
        gone = ask(preview, "delete", {**note, "based_on": read["digest"]})[1]
        assert f": {name}" not in (small.root / "content/notes/plusieurs.md").read_text()
        assert ask(preview, "restore", gone)[0] == 200
        assert (small.root / "content/notes/plusieurs.md").read_text() == SEVERAL


def test_equal_passages_are_chosen_by_number(small: Project) -> None:
    """Never a guess: the places are listed, and the second is the second."""
    small.write(
        "content/articles/un-pont.md",
        (small.root / "content/articles/un-pont.md").read_text() + "\nPaf.\n" * 5,
    )
    with previewing(small) as preview:
        preview.after(0)
        before = state(small.root)
        body: dict[str, Any] = {"article": "10101", "text": "Laquelle ?", "passage": {"quote": "Paf."}}
        status, answer = ask(preview, "create", body)
        assert (status, len(answer["choices"])) == (409, 5)
        assert state(small.root) == before
        body["passage"]["occurrence"] = 2
        status, answer = ask(preview, "create", body)
        assert status == 201
        small.run("note", "list", "--format", "json")
        listed = next(n for n in json.loads(small.last.stdout) if n["file"] == answer["path"])
        assert listed["state"] == "placed"


NOTE_N1 = {"article": "10101", "note": "n1"}
GOOD: dict[str, Any] = {"article": "10101", "text": "Bien.", "passage": QUOTE}
TRICKS = (
    "", ".", "..", "../../dossier.yaml", "../10101-cout", "n1/../n1", "n1.md", "/etc/passwd",
    "content/notes/10101-cout.md", "10101-cout.md", "n1\u0000", "%2e%2e%2fn1", "..\\n1",
    "N1", "n1 x", "\ud800", "con", "é" * 500,
)  # fmt: skip
REFUSED: dict[str, tuple[str, Any, int]] = {
    "no JSON": ("create", b"{", 400),
    "no UTF-8": ("create", b'{"text": "\xff"}', 400),
    "a list": ("create", [GOOD], 400),
    "a word": ("create", "x", 400),
    "null": ("create", None, 400),
    "deep": ("create", b"[" * 100_000, 400),
    "empty": ("create", {}, 422),
    "article a number": ("create", {**GOOD, "article": 10101}, 422),
    "no such article": ("create", {**GOOD, "article": "99999"}, 404),
    "article a path": ("create", {**GOOD, "article": "../10101"}, 404),
    "text a list": ("create", {**GOOD, "text": ["x"]}, 422),
    "no text": ("create", {**GOOD, "text": " \n "}, 422),
    "text too long": ("create", {**GOOD, "text": "x" * 200_001}, 422),
    "half a character": ("create", b'{"article": "10101", "text": "\\ud800"}', 422),
    "a zero byte": ("create", {**GOOD, "text": "a\u0000b"}, 422),
    "an escape": ("create", {**GOOD, "author": "\u001b[2J"}, 422),
    "no such kind": ("create", {**GOOD, "kind": "joke"}, 422),
    "kind a number": ("create", {**GOOD, "kind": 3}, 422),
    "tags a text": ("create", {**GOOD, "tags": "ponts"}, 422),
    "a tag a number": ("create", {**GOOD, "tags": [1]}, 422),
    "too many tags": ("create", {**GOOD, "tags": [str(n) for n in range(51)]}, 422),
    "a long tag": ("create", {**GOOD, "tags": ["x" * 201]}, 422),
    "passage a text": ("create", {**GOOD, "passage": "lundi"}, 422),
    "passage without words": ("create", {**GOOD, "passage": {}}, 422),
    "passage of signs": ("create", {**GOOD, "passage": {"quote": "…!"}}, 422),
    "passage too long": ("create", {**GOOD, "passage": {"quote": "x" * 9000}}, 422),
    "passage elsewhere": ("create", {**GOOD, "passage": {"quote": "nulle part en ce monde"}}, 422),
    "place a word": ("create", {**GOOD, "passage": {**QUOTE, "occurrence": "1"}}, 422),
    "place true": ("create", {**GOOD, "passage": {**QUOTE, "occurrence": True}}, 422),
    "place below zero": ("create", {**GOOD, "passage": {**QUOTE, "occurrence": -1}}, 422),
    "edit without a state": ("edit", {**GOOD, "note": "n1"}, 422),
    "edit of no note": ("edit", {**GOOD, "note": "n9", "based_on": "x"}, 404),
    "delete without a state": ("delete", NOTE_N1, 422),
    "delete another state": ("delete", {**NOTE_N1, "based_on": "x"}, 409),
    "restore nothing": ("restore", {"trash": "x", "path": NOTE, "order": 0}, 422),
    "restore by a path": ("restore", {"trash": "../../dossier.yaml", "path": "content/notes/x.md", "order": 0}, 422),
    "restore to a path": ("restore", {"trash": "20200101T000000Z-x.md", "path": "../x.md", "order": 0}, 422),
    "restore to the articles": ("restore", {"trash": "x", "path": "content/articles/x.md", "order": 0}, 422),
    "preview of nothing": ("preview", {"text": 3}, 422),
    "about nothing": ("about", {}, 422),
    **{f"note {name!a:.30}": ("read", {"article": "10101", "note": name}, 0) for name in TRICKS},
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refused(shared: Running, case: str) -> None:
    """Each with a sentence that says why; nothing on the disk changes, and nothing is printed."""
    path, body, expected = REFUSED[case]
    before, printed = state(shared.project.root), shared.output
    status, answer = ask(shared, path, body)
    assert status == expected or (expected == 0 and status in (404, 422)), answer
    assert answer["error"]
    assert "Traceback" not in shared.output
    assert (state(shared.project.root), shared.output) == (before, printed)


@pytest.mark.parametrize("path", ["about", "read", "aim", "preview", "create", "edit", "delete", "restore"])
def test_the_guard_is_before_each_route(shared: Running, path: str) -> None:
    """Without the token, from another site, too long, or not as JSON: refused before it is looked at."""
    before = state(shared.project.root)
    assert ask(shared, path, GOOD, token="wrong")[0] == 403
    assert ask(shared, path, GOOD, origin="http://evil.example")[0] == 403
    assert ask(shared, path, b'{"text": "' + b"x" * MAX_BODY + b'"}')[0] == 413
    reply = shared.request(
        "POST", f"/_dossier/api/notes/{path}", b"{}", x_dossier_token=shared.about()["token"]
    )
    assert reply.status == 415
    assert state(shared.project.root) == before


def test_the_preview_of_a_text_is_clean(shared: Running) -> None:
    """The real pipeline: links by name, no HTML, no script whatever is written."""
    text = "[[Ville-Basse]] [[Nulle part]] <script>alert(1)</script> <img src=x onerror=y> **g**"
    text += "[x](javascript:alert(1))"
    status, answer = ask(shared, "preview", {"text": text})
    assert status == 200
    assert '<a href="/reperes/ville-basse/"' in answer["html"]
    assert "<strong>g</strong>" in answer["html"]
    assert "<script" not in answer["html"]
    assert "<img" not in answer["html"]
    assert 'href="javascript' not in answer["html"]
    assert any("Nulle part" in finding for finding in answer["findings"])


HOSTILE = (
    "\"guillemets\" 'apostrophes' « chevrons »", "--- : #{}[],&*!|>%@`\n---\nkey: value\n...\n",
    "</script><script>alert(1)</script>", "## question: a1\n\n> lundi\n\nEt ?",
    "نص من اليمين إلى اليسار \u202e\u2066", "👩🏽\u200d🚀🇫🇷 e\u0301", "# titre\n## autre\n> citation",
    "{{ 7*7 }}{% raw %}", "x" * 5_000,
    "- a\n  - b\n\n    code\n\n```\nfence", "\\n\\u0000 %00", "a\r\nb\rc", "[[", "==x", "[^1]: y",
)  # fmt: skip


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_any_text_ends_in_the_right_file(preview: Running, number: int) -> None:
    """As text, author and tag: either refused, with nothing written, or the file says exactly that."""
    text = HOSTILE[number]
    name = " ".join(text.split())[:80]
    before = state(preview.project.root)
    status, answer = ask(preview, "create", {**GOOD, "text": text, "author": name, "tags": [name]})
    after = state(preview.project.root)
    if status != 201:
        assert (status, after) == (422, before)
        return
    assert set(after) - set(before) == {answer["path"]}
    preview.project.run("note", "list", "--format", "json")
    note = next(n for n in json.loads(preview.project.last.stdout) if n["file"] == answer["path"])
    assert (note["author"], note["tags"], note["quote"]) == (name, [name], QUOTE["quote"])
    body = after[answer["path"]].decode().split("\n---\n", 1)[1]
    assert body.strip("\n") == text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def test_killed_while_many_save(small: Project) -> None:
    """Several clients save, the server is killed a few times: what was acknowledged is there, and no half files."""
    acknowledged: list[str] = []
    for round_ in range(3):
        with previewing(small) as preview:
            preview.after(0)
            token = preview.about()["token"]

            def save(
                number: int, preview: Running = preview, token: str = token, round_: int = round_
            ) -> None:
                text = f"Note {round_}-{number}. " + "Du texte. " * 2000
                try:
                    status, _ = ask(preview, "create", {**GOOD, "text": text}, token=token)
                except (OSError, ValueError):
                    return
                if status == 201:
                    acknowledged.append(text.strip())

            with ThreadPoolExecutor(4) as clients:
                jobs = [clients.submit(save, number) for number in range(24)]
                jobs[6].result()
                preview.process.kill()
    assert len(acknowledged) >= 9
    files = [f for f in (small.root / "content/notes").iterdir() if not f.name.startswith(".")]
    texts = {f.read_text().split("\n---\n", 1)[1].strip() for f in files}
    assert set(acknowledged) <= texts
    assert all(text.endswith(("Du texte.", "Où est-il ?**")) for text in texts)
    small.check()
