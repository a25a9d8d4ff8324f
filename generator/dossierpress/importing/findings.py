"""What an editor is told about an import, beyond what `alarms` says of the text itself."""

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.importing.draft import Draft, Value
from dossierpress.importing.merge import Kept
from dossierpress.importing.receipt import Receipt
from dossierpress.importing.shingles import Overlap
from dossierpress.model.source import SourcePath, Span
from dossierpress.store.sources import RECEIPT

_SHORT = 100


def _finding(
    path: str, code: str, message: str, hint: str, severity: Severity = Severity.WARNING
) -> Diagnostic:
    return Diagnostic(Span(SourcePath(path)), code, message, hint, severity)


def same_article(name: str, twin: Overlap) -> Diagnostic:
    """The text is in the dossier already."""
    message = (
        f"this is the same article as {twin.key} ({twin.containment:.0%} of the shorter text); "
        "it was not imported again"
    )
    hint = (
        "to update that article, give this file the name of its raw file; "
        "to keep both as articles, import it with --separately"
    )
    return _finding(name, "import-same-article", message, hint)


def shared_passages(name: str, overlap: Overlap) -> Diagnostic:
    """Part of the text is in the dossier already."""
    message = f"it shares {overlap.containment:.0%} of the shorter text with {overlap.key}"
    hint = "agencies reuse background; a note on the shared passage would help readers"
    return _finding(name, "import-shared-passages", message, hint, Severity.NOTICE)


def deleted(name: str, receipt: Receipt) -> Diagnostic:
    """The article was imported once and deleted by an editor."""
    message = f"this was imported before as article {receipt.id}, which you have deleted since"
    hint = f"to import it again, delete content/{receipt.raw}{RECEIPT}"
    return _finding(name, "import-deleted", message, hint, Severity.NOTICE)


def id_taken(name: str, draft: Draft, id_: str) -> tuple[Diagnostic, ...]:
    """The page's own number could not be used."""
    counter = draft.text("id")
    if counter in ("", id_):
        return ()
    message = f"the page's number {counter} belongs to another article already; this one got {id_}"
    return (_finding(name, "import-id-taken", message, "change `id` if you prefer another number"),)


def hidden(article: str, name: str) -> Diagnostic:
    """The article a raw file was made into may be this one, which cannot be read."""
    message = f"its front matter cannot be read, so it is unknown whether {name} was made into it"
    hint = "`dossier check` says what is wrong; correct it and import again"
    return _finding(article, "import-unreadable", message, hint, Severity.ERROR)


def unreadable(article: str, problem: str) -> Diagnostic:
    """An article's front matter keeps it from being updated."""
    message = f"the article could not be updated: {problem}"
    return _finding(
        article,
        "import-unreadable",
        message,
        "correct its front matter and import again",
        Severity.ERROR,
    )


def kept_field(article: str, kept: Kept) -> Diagnostic:
    """An editor's value won over the raw file's."""
    message = (
        f"`{kept.name}` was kept as you wrote it ({_shown(kept.theirs)}); "
        f"the raw file now says {_shown(kept.offered)}"
    )
    return _finding(
        article, "import-kept", message, "change it by hand if the new value is better", Severity.NOTICE
    )


def kept_body(article: str, incoming: str) -> tuple[Diagnostic, ...]:
    """An editor's text won over the raw file's."""
    if not incoming:
        return ()
    message = f"the text was kept as you wrote it; the new one lies in {incoming}"
    return (
        _finding(article, "import-kept", message, "compare the two, then delete that file", Severity.WARNING),
    )


def _shown(value: Value) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else value or "nothing"
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
