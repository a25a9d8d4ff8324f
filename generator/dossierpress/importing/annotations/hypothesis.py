"""Annotations of Hypothesis, as its search API gives them and as its client exports them (JSON).

https://h.readthedocs.io/en/latest/api-reference/: ``{"total": …, "rows": […]}``; the client's export has them in
``annotations``; other tools save the list alone.
"""

from collections.abc import Iterator

from dossierpress.importing.annotations.foreign import Foreign, Passage, Read, Said, Wording
from dossierpress.importing.annotations.jsonfile import Json
from dossierpress.importing.annotations.moments import moment
from dossierpress.importing.annotations.plain import line, passage, tags

PUBLIC = "__world__"
_EVERYBODY = "group:__world__"


def read(file: Json) -> Read:
    """The annotations of a file of Hypothesis."""
    rows = file.get("rows", "annotations") if isinstance(file.value, dict) else file
    return Read(tuple(_annotation(row) for row in rows.objects()), tuple(file.file.found))


def is_row(value: object) -> bool:
    """Whether a value looks like an annotation of Hypothesis."""
    return isinstance(value, dict) and "uri" in value and "user" in value


def _annotation(row: Json) -> Foreign:
    text, references = row.text("text"), list(row.each("references"))
    created, updated = moment(row.text("created")), moment(row.text("updated"))
    return Foreign(
        origin=_origin(row.text("id")),
        place=row.span,
        pages=tuple(dict.fromkeys(filter(None, [row.text("uri"), *_sources(row)]))),
        passage=next(
            (found for target in row.objects("target") if (found := _passage(target)).exact), Passage()
        ),
        said=(Said(text, Wording.MARKDOWN),) if text.strip() else (),
        tags=tags([tag.text() for tag in row.each("tags")]),
        author=_author(row),
        created=created,
        updated=updated if updated != created else "",
        private=_private(row),
        answers=_origin(next((reference.text() for reference in references[-1:]), "")),
    )


def _sources(row: Json) -> Iterator[str]:
    for target in row.objects("target"):
        yield target.text("source")


def _passage(target: Json) -> Passage:
    for selector in target.objects("selector"):
        if selector.text("type") == "TextQuoteSelector":
            return passage(selector.text("exact"), selector.text("prefix"), selector.text("suffix"))
    return Passage()


def _origin(id_: str) -> str:
    """The annotation's public address."""
    return f"https://hypothes.is/a/{id_}" if id_ else ""


def _author(row: Json) -> str:
    """The name shown, else the account's: ``acct:ada@hypothes.is``."""
    shown = row.get("user_info").text("display_name")
    return line(shown or row.text("user").removeprefix("acct:").partition("@")[0])


def _private(row: Json) -> str:
    if row.get("hidden").value is True:
        return "a moderator has hidden it"
    group = row.text("group") or PUBLIC
    readers = [reader.text() for reader in row.get("permissions").each("read")]
    if group != PUBLIC:
        return "it was written in a private group"
    return "" if not readers or _EVERYBODY in readers else "only its author can read it"
