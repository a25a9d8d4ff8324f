"""Notes written in the page: each function is a request of `api.WRITES`, with its answer.

A note is named by its article and the end of its permalink, never by a path. What an answer acknowledges is on
disk (`notes.files`); a change says which state of the file it was based on, and is refused for any other.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from http import HTTPStatus
from typing import Any

from dossierpress.build import today
from dossierpress.markup.anchor import Selector
from dossierpress.markup.quote import LONGEST
from dossierpress.model.meta import Stance
from dossierpress.model.source import OutputPath, SourcePath
from dossierpress.notes import files, parts
from dossierpress.notes.aim import Aimed, Ambiguous, Missing, Unusable, aim
from dossierpress.notes.change import Change, changed
from dossierpress.notes.draft import Draft, text
from dossierpress.notes.layout import NotEditable
from dossierpress.schema.splice import Value
from dossierpress.serve import annotated, fields
from dossierpress.serve.annotated import Opened
from dossierpress.serve.answer import Answer, RefusedError
from dossierpress.serve.preview import Preview
from dossierpress.serve.said import said

Body = Mapping[str, Any]

#: The longest text of a note (characters): with everything else well within `guard.MAX_BODY`.
MOST_TEXT = 200_000
#: Of so many places somebody might choose one; more are none.
_MOST_PLACES = 50


def about(preview: Preview, body: Body) -> Answer:
    """What can be annotated on the page at ``path``: its article, its notes; and names to complete."""
    path = OutputPath(fields.text(body, "path", most=2000))
    view = annotated.on_page(preview, path)
    if view is None:
        return Answer({"article": None})
    notes = [
        {"note": annotated.slug_of(note), "key": note.key, "number": note.number, "state": note.state}
        for note in view.notes
    ]
    return Answer({"article": view.id, "notes": notes, "names": annotated.names(preview)})


def read(preview: Preview, body: Body) -> Answer:
    """A note as it is on disk now."""
    return Answer(_opened(preview, body).record())


def aimed(preview: Preview, body: Body) -> Answer:
    """Where a selected passage stands in the article's source, without writing anything."""
    return Answer(asdict(_selector(preview, body)))


def preview_of(preview: Preview, body: Body) -> Answer:
    """A text as readers will see it."""
    given = fields.text(body, "text", most=MOST_TEXT)
    newest = annotated.generation(preview)
    html, findings = said(given, newest.checked.composition.chrome.lang, newest.pages)
    return Answer({"html": html, "findings": findings})


def create(preview: Preview, body: Body) -> Answer:
    """A new note, on a passage or (without ``passage``) on the whole article."""
    draft = _draft(preview, body)
    try:
        path = files.create(preview.settings.root, draft, once=True)
    except NotEditable as problem:
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, str(problem), field="text") from problem
    except FileExistsError as problem:
        raise RefusedError(HTTPStatus.CONFLICT, str(problem)) from problem
    return Answer({"path": path}, HTTPStatus.CREATED)


def edit(preview: Preview, body: Body) -> Answer:
    """A note changed: its kind, text, author, tags; its sources, claim and passage if they are given.

    With ``updated`` the day is written into it as well, unless that is the day it was written.
    """
    root, based_on = preview.settings.root, fields.line(body, "based_on")
    path, slug = _place(preview, body)
    wanted = _draft(preview, body)  # what is wrong with the request is said first
    now = annotated.opened(root, path, slug)
    try:
        if now is None:
            raise files.Conflict(path, "")
        change = _change(now, wanted, body)
        digest = files.edit(root, path, now.order, change, based_on=based_on)
    except files.Conflict:
        return _conflict(preview, path, slug, wanted, body)
    except NotEditable as problem:
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, str(problem)) from problem
    return Answer({"path": path, "digest": digest})


def delete(preview: Preview, body: Body) -> Answer:
    """A note taken away; the answer says how to get it back (`restore`)."""
    based_on = fields.line(body, "based_on")
    opened = _opened(preview, body)
    try:
        kept = files.delete(preview.settings.root, opened.path, opened.order, based_on=based_on)
    except files.Conflict as problem:
        raise RefusedError(HTTPStatus.CONFLICT, str(problem), theirs=opened.record()) from problem
    except NotEditable as problem:
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, str(problem)) from problem
    return Answer({"trash": kept.name, "path": opened.path, "order": opened.order})


def restore(preview: Preview, body: Body) -> Answer:
    """A deleted note back in its place."""
    kept = fields.line(body, "trash")
    path, order = SourcePath(fields.text(body, "path", most=1000)), fields.number(body, "order")
    try:
        files.restore(preview.settings.root, kept, path, order)
    except files.Conflict as problem:
        raise RefusedError(
            HTTPStatus.CONFLICT, f"there is a file {path} again; {kept} stays in the trash"
        ) from problem
    except NotEditable as problem:
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, str(problem)) from problem
    return Answer({"path": path})


def _place(preview: Preview, body: Body) -> tuple[SourcePath, str]:
    slug = fields.line(body, "note")
    return annotated.place(preview, fields.line(body, "article"), slug), slug


def _opened(preview: Preview, body: Body) -> Opened:
    path, slug = _place(preview, body)
    opened = annotated.opened(preview.settings.root, path, slug)
    if opened is None:
        raise RefusedError(HTTPStatus.CONFLICT, f"{path} no longer holds the note {slug!r}")
    return opened


def _draft(preview: Preview, body: Body) -> Draft:
    """What the form says, all of it checked."""
    view = annotated.viewed(preview, fields.line(body, "article"))
    written = fields.text(body, "text", most=MOST_TEXT)
    if not written.strip():
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "the note has no text", field="text")
    return Draft(
        article=view.id,
        kind=fields.kind(body),
        text=written,
        author=fields.line(body, "author", default=""),
        tags=fields.tags(body),
        date=str(today()),
        selector=_selector(preview, body) if body.get("passage") is not None else None,
        sources=fields.sources(body) or (),
        claim=fields.claim(body) or {},
    )


def _selector(preview: Preview, body: Body) -> Selector:
    """The selector of the selected passage. Never a guess: one of several places has to be chosen (``occurrence``)."""
    passage = body.get("passage")
    if not isinstance(passage, dict):
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "`passage` is not an object", field="passage")
    article = annotated.article(preview, fields.line(body, "article"))
    wanted = Selector(
        fields.text(passage, "quote", most=2 * LONGEST).strip(),
        fields.text(passage, "prefix", most=LONGEST, default=""),
        fields.text(passage, "suffix", most=LONGEST, default=""),
    )
    outcome = aim(article.body, wanted, occurrence=fields.number(passage, "occurrence"))
    if isinstance(outcome, Aimed):
        return outcome.selector
    raise _astray(outcome)


def _astray(outcome: Ambiguous | Missing | Unusable) -> RefusedError:
    if isinstance(outcome, Ambiguous):
        return RefusedError(
            HTTPStatus.CONFLICT,
            f"these words stand {len(outcome.passages)} times in the article",
            field="passage",
            choices=[asdict(passage) for passage in outcome.passages[:_MOST_PLACES]],
        )
    if isinstance(outcome, Missing):
        nearest = [asdict(passage) for passage in outcome.nearest]
        message = "this passage is not in the article's file, which may have changed"
        return RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, message, field="passage", nearest=nearest)
    return RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, outcome.reason, field="passage")


def _change(now: Opened, wanted: Draft, body: Body) -> Change:
    """What of the note in its file is to be another."""
    meta = now.note.meta
    keys: dict[str, Value | None] = {}
    if wanted.kind != meta.kind:
        keys["kind"] = wanted.kind.value
    if wanted.author != (meta.author or ""):
        keys["author"] = wanted.author or None
    if wanted.tags != meta.tags:
        keys["tags"] = wanted.tags or None
    if body.get("sources") is not None and wanted.sources != parts.sources(meta.sources):
        keys["sources"] = wanted.sources or None
    if body.get("claim") is not None:
        keys |= _claimed(parts.claim(meta.claim), wanted.claim)
    same = wanted.text.replace("\r\n", "\n").strip("\n") == now.text
    change = Change(selector=wanted.selector, text=None if same else wanted.text, keys=keys)
    written = meta.date.text if meta.date else ""
    says = change.text is not None or bool(keys)  # aimed anew, a note says what it said
    dated = says and fields.flag(body, "updated") and written != wanted.date and not now.several
    return replace(change, keys={**keys, "updated": wanted.date}) if dated else change


def _claimed(now: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, Value | None]:
    """Of a claim only what differs: comments and what others say about it are not the form's."""
    if not wanted:
        return {"claim": None} if now else {}
    if not now:
        return {"claim": wanted}
    new = {"stance": Stance.AFFIRMS.value, **wanted}
    changes = {key: new.get(key) for key in parts.SAID if new.get(key) != now.get(key)}
    return {"claim": changes} if changes else {}


def _conflict(preview: Preview, path: SourcePath, slug: str, wanted: Draft, body: Body) -> Answer:
    """The file is not what the change was based on: it stays, and what was written is kept beside it."""
    root = preview.settings.root
    now = annotated.opened(root, path, slug)
    mine = _applied(now, wanted, body) if now else b""
    if now and mine == now.data:
        return Answer(now.record())  # it says just that already: an answer to an earlier try was lost
    kept = files.conflicting(root, path, mine or text(replace(wanted, id=slug)).encode("utf-8"))
    raise RefusedError(
        HTTPStatus.CONFLICT,
        f"{path} has changed since it was read" if now else f"{path} no longer holds this note",
        theirs=now.record() if now else None,
        kept=kept.as_posix(),
    )


def _applied(now: Opened, wanted: Draft, body: Body) -> bytes:
    try:
        return changed(now.data, now.path, now.order, _change(now, wanted, body))
    except NotEditable:
        return b""
