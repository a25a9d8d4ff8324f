"""What an editor is told about an import of annotations, beyond what the readers found wrong in the file."""

from collections import Counter
from collections.abc import Iterable, Sequence

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.importing.annotations.foreign import Foreign
from dossierpress.importing.annotations.plain import LONGEST_QUOTE, line


def unmatched(left: Sequence[Foreign]) -> list[Diagnostic]:
    """One finding for each page that is none of the dossier's, at the first annotation about it."""
    counts = Counter(_page(each) for each in left)
    first: dict[str, Foreign] = {}
    for each in left:
        first.setdefault(_page(each), each)
    hint = (
        "import that article first, or give the address to its article as `source.url` or `source.archive`; "
        "then import this file again"
    )
    found = []
    for page, count in counts.items():
        verb = "annotation is" if count == 1 else "annotations are"
        message = f"{count} {verb} about {page}, which is no article of this dossier"
        found.append(Diagnostic(first[page].place, "annotation-unmatched", message, hint, Severity.WARNING))
    return found


def _page(each: Foreign) -> str:
    return line(each.pages[0]) if each.pages else "no page"


def private(left: Iterable[Foreign]) -> list[Diagnostic]:
    """One finding for each reason why annotations are not for everybody."""
    reasons: dict[str, list[Foreign]] = {}
    for each in left:
        reasons.setdefault(each.private, []).append(each)
    hint = "a dossier is public; if its author agrees, import the file with --private"
    return [
        Diagnostic(
            those[0].place,
            "annotation-private",
            f"{len(those)} left out: {reason}",
            hint,
            Severity.WARNING,
        )
        for reason, those in reasons.items()
    ]


def unanswered(left: Iterable[Foreign]) -> list[Diagnostic]:
    """A reply whose parent has no note to stand beside."""
    hint = "import the annotation it answers too; a table does not say which one that is, JSON does"
    return [
        Diagnostic(
            each.place,
            "annotation-reply",
            f"this answers {line(each.answers)}, which is no note of this dossier",
            hint,
            Severity.WARNING,
        )
        for each in left
    ]


def drafted(each: Foreign, path: str) -> Diagnostic:
    """A highlight that says nothing."""
    message = f"this marks a passage without a word; it became the draft {path}"
    hint = "write what is to be said about it and delete `draft`, or delete the file"
    return Diagnostic(each.place, "annotation-draft", message, hint, Severity.NOTICE)


def too_long(each: Foreign) -> Diagnostic:
    """A passage no note can quote."""
    message = f"its quote has {len(each.passage.exact)} characters, and a note's at most {LONGEST_QUOTE}"
    return Diagnostic(each.place, "annotation-refused", message, "annotate a shorter passage", Severity.ERROR)


def refused(each: Foreign, problems: Sequence[Diagnostic]) -> Diagnostic:
    """What would be written could not be read again."""
    message = f"no sound note can be made of this: {problems[0].message}"
    return Diagnostic(
        each.place, "annotation-refused", message, "correct it where it was written", Severity.ERROR
    )
