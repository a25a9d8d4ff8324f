"""What an editor should be told about a text that was read, or why it was not read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossierpress.diagnostics import Diagnostic, Severity
from dossierpress.importing.draft import Draft
from dossierpress.importing.lexicon import Lexicon, fold
from dossierpress.importing.marks import Kind, Mark
from dossierpress.importing.paragraphs import repeats
from dossierpress.model.source import SourcePath, Span

_RULE = frozenset("=-_*#~ ")
_PAGE_PARTS = (Kind.CREDIT, Kind.COUNTER, Kind.DATE, Kind.ADDRESS)
_MOST_REPEATS = 5
#: How much of a text is compared with phrases and headlines (characters).
_SAMPLE = 20_000


def several(marks: Sequence[Mark], name: str) -> tuple[Diagnostic, ...]:
    """An error naming the lines when the text holds several articles: one file, one article."""
    places = _button_lines(marks) or _rule_lines(marks)
    if len(places) < 2:
        return ()
    lines = ", ".join(map(str, places))
    message = f"this looks like {len(places)} articles in one file (signs at lines {lines})"
    hint = (
        "cut it into one file per article; a page's headline, tags and links must not be mixed with another's"
    )
    return (Diagnostic(Span(SourcePath(name), places[1], 1), "import-several", message, hint),)


def _button_lines(marks: Sequence[Mark]) -> list[int]:
    """Lines of the "short URL" button, or of tags lists that have running text between them."""
    buttons = [mark.line.number for mark in marks if mark.kind is Kind.LABEL and mark.role == "short_url"]
    if len(buttons) > 1:
        return buttons
    places: list[int] = []
    prose = False
    for mark in marks:
        prose = prose or mark.kind is Kind.PROSE
        if mark.kind is Kind.LABEL and mark.role == "tags" and prose:
            places.append(mark.line.number)
            prose = False
    return places


def _rule_lines(marks: Sequence[Mark]) -> list[int]:
    """First lines of the parts between drawn lines, if each has running text and signs of a page."""
    parts: list[list[Mark]] = [[]]
    for mark in marks:
        if len(mark.text) >= 5 and set(mark.text) <= _RULE:
            parts.append([])
        elif mark.kind is not Kind.BLANK:
            parts[-1].append(mark)
    parts = [part for part in parts if part]
    whole = all(
        any(mark.kind is Kind.PROSE for mark in part) and any(mark.kind in _PAGE_PARTS for mark in part)
        for part in parts
    )
    return [part[0].line.number for part in parts] if whole else []


def alarms(draft: Draft, lex: Lexicon, *, body_line: int) -> Draft:
    """Add what the editor should know."""
    found = (
        *_missing(draft),
        *_policy(draft, lex, body_line),
        *_unlike(draft),
        *_repeated(draft),
        *_damaged(draft),
    )
    return replace(draft, diagnostics=(*draft.diagnostics, *found))


def _warning(draft: Draft, line: int, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(
        Span(SourcePath(draft.name), line, 1 if line else 0), code, message, hint, Severity.WARNING
    )


def _missing(draft: Draft) -> Iterator[Diagnostic]:
    if not draft.value("title"):
        yield _warning(
            draft,
            1,
            "import-no-title",
            "no headline was found",
            "write it behind `title:` in the article's file",
        )
    if not draft.paragraphs:
        yield _warning(
            draft,
            1,
            "import-no-body",
            "no running text was found",
            "is this file an article, and was it saved completely?",
        )


def _policy(draft: Draft, lex: Lexicon, line: int) -> Iterator[Diagnostic]:
    text = fold(" ".join(draft.paragraphs)[:_SAMPLE])
    if sum(phrase in text for phrase in lex.policy) >= 2:
        message = "the text reads like a site's rules for comments, not like an article"
        yield _warning(draft, line, "import-policy", message, "the page was probably not saved as you saw it")


def _unlike(draft: Draft) -> Iterator[Diagnostic]:
    """Headline and text that share no word were probably taken from different pages."""
    title = draft.text("title")
    words = {fold(word)[:5] for word in title.split() if len(fold(word)) >= 4}
    glued = fold(" ".join(draft.paragraphs)[:_SAMPLE])
    if len(words) >= 3 and glued and not any(word in glued for word in words):
        field = next(field for field in draft.fields if field.name == "title")
        message = f"no word of the headline “{title}” occurs in the text"
        yield _warning(
            draft, field.first, "import-unlike", message, "check that both belong to the same article"
        )


def _repeated(draft: Draft) -> Iterator[Diagnostic]:
    for index, earlier in list(repeats(draft.paragraphs))[:_MOST_REPEATS]:
        message = f"paragraph {index + 1} says the same as paragraph {earlier + 1}"
        hint = "both were kept; delete one if the page printed it twice"
        yield replace(_warning(draft, 0, "import-repeat", message, hint), severity=Severity.NOTICE)


def _damaged(draft: Draft) -> Iterator[Diagnostic]:
    count = sum(paragraph.count("\ufffd") for paragraph in (*draft.paragraphs, draft.text("title")))
    if count:
        message = f"{count} characters were already lost in the raw file (they show as \ufffd)"
        yield _warning(
            draft, 0, "import-damaged", message, "compare with the original page and correct the article"
        )
