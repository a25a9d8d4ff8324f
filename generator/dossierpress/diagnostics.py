"""Findings about content, and errors of the environment.

A `Diagnostic` is a value: stages return them beside their result and only `cli` prints them.
A `DossierError` is raised for what is not the content's fault: an unreadable configuration,
a missing theme, a locked folder. Anything else that is raised is a bug and keeps its traceback.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dossierpress.model.source import Span


class Severity(StrEnum):
    """How much a finding weighs: an error fails a build, a warning fails it under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One located finding. ``code`` is a key of `CODES`; ``hint`` says what to do about it."""

    span: Span
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """``path:line:column: code message (hint)``, the form editors and terminals make clickable."""
        tail = f" ({self.hint})" if self.hint else ""
        return f"{self.span}: {self.code} {self.message}{tail}"


class DossierError(Exception):
    """The environment, not the content, is at fault.

    ``hint`` says what to do, ``exit_code`` is the process's, ``findings`` are located reasons, if there are any.
    """

    def __init__(
        self, message: str, *, hint: str = "", exit_code: int = 2, findings: tuple[Diagnostic, ...] = ()
    ) -> None:
        super().__init__(message)
        self.hint = hint
        self.exit_code = exit_code
        self.findings = findings


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Only those that fail a build."""
    return [d for d in diagnostics if d.severity is Severity.ERROR]


def stops(diagnostics: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether findings fail a command: errors do, when ``strict`` warnings too, notices never."""
    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(d.severity in fatal for d in diagnostics)


#: Every code the program can print, with the sentence the reference documentation shows for it.
CODES: dict[str, str] = {
    "ambiguous-link": "A [[link]] names several pages of the dossier.",
    "annotation-draft": "An annotation to import says nothing; it became a draft.",
    "annotation-file": "A file of annotations cannot be read, or holds none.",
    "annotation-pages": "A file of annotations goes on in another file.",
    "annotation-passage": "An annotation says where its passage stands, but not what its words are.",
    "annotation-private": "Annotations that not everybody may read were left out.",
    "annotation-refused": "No note can be made of an annotation.",
    "annotation-reply": "An annotation answers another that has no note in the dossier.",
    "annotation-type": "A value of a file of annotations is not of the kind that should stand there.",
    "annotation-unmatched": "Annotations are about a page that is no article of the dossier.",
    "broken-fragment": "A link names a part that its page does not have.",
    "broken-link": "A link leads to no page of the dossier.",
    "claim-elsewhere": "A note of another kind than claim says who affirms what.",
    "config-no-url": "dossier.yaml does not say where the site will be published, so there are no feeds.",
    "duplicate-id": "Two articles have the same short id.",
    "duplicate-note": "Two notes of an article have the same id.",
    "duplicate-slug": "Two documents of one kind have the same slug.",
    "event-unknown": "An event names an article or entity that is not in the dossier.",
    "export-picture": "A picture is too large to be put into the single file.",
    "file-too-large": "A text is larger than 16 MiB.",
    "front-matter-missing": "A file does not begin with front matter between two lines of ---.",
    "front-matter-unclosed": "The front matter's second line of --- is missing.",
    "import-binary": "A file to import is no text in any encoding that could be recognised.",
    "import-damaged": "A raw file had lost characters before it was imported.",
    "import-deleted": "A raw file was imported before, and its article has been deleted since.",
    "import-empty": "A file to import holds no text.",
    "import-id-taken": "The number a page shows is another article's short id already.",
    "import-kept": "An editor's value or text was kept although the raw file now says something else.",
    "import-kind": "A file to import is of a kind that cannot be read yet.",
    "import-no-body": "No running text was found in a raw file.",
    "import-no-title": "No headline was found in a raw file.",
    "import-policy": "A raw text reads like a site's rules for comments.",
    "import-repeat": "A paragraph of a raw text says the same as an earlier one.",
    "import-same-article": "A raw file holds an article that is in the dossier already.",
    "import-several": "A raw file seems to hold several articles.",
    "import-shared-passages": "A raw text shares passages with an article of the dossier.",
    "import-unlike": "No word of a headline occurs in its text.",
    "import-unreadable": "An article cannot be updated because of its front matter.",
    "link-dead": "A page of another site that a text links to is gone.",
    "link-moved": "A page of another site that a text links to has moved for good.",
    "link-private": "A link leads to a private network, where readers cannot follow it.",
    "link-unsure": "It could not be found out whether a page of another site is there.",
    "markdown-character": "A text holds a character that no page may contain, such as a control character.",
    "markdown-comment": "A %%comment%% is not closed, so it is shown.",
    "markdown-footnote": "A footnote has no mark, a mark no footnote, or two footnotes one label.",
    "markdown-html": "A text holds HTML, which is shown rather than interpreted.",
    "markdown-id": "Two blocks of a text bear the same ^id.",
    "markdown-language": "A block of code names a language that is not coloured.",
    "markdown-link": "A link's or picture's address is empty, malformed or not allowed in pages.",
    "markdown-nesting": "Quotes or lists are nested too deeply.",
    "markdown-picture": "A picture would be loaded from another site; it is shown as a link.",
    "markdown-table": "A table's row has more cells than its header.",
    "meta-form": "A value does not have the form its key asks for: an address, a short id, a language code …",
    "meta-missing": "A key that must be given is missing or empty.",
    "meta-twice": "Two keys that mean the same are both given; the second is not read.",
    "meta-type": "A value is not of the kind its key asks for: a text, a date, a list …",
    "meta-unknown": "A key is not known, so it is not read; often it is a spelling mistake.",
    "missing-image": "A picture is not among the files of content/.",
    "not-utf8": "A file of content/ is not UTF-8 text.",
    "note-ambiguous": "The words a note quotes are short and occur more than once.",
    "note-kind": "A heading in a file of several notes names no kind of note.",
    "note-moved": "The passage of a note has changed; the note is shown at the nearest one.",
    "note-orphan": "The passage of a note is not in its article any more.",
    "note-outside": "Text stands before the first heading of a file of several notes and is not shown.",
    "note-passage": "A note does not say clearly which passage is meant: its quote is empty, without words, too long …",
    "note-without-article": "A note names an article that is not in the dossier.",
    "output-collision": "Two sources would be written to the same file.",
    "page-broken-link": "A finished page, feed or style sheet refers to something that is not in the site.",
    "parse-folder": "A file lies in no folder of content/ that says what it is, so it is not read.",
    "related-unpublished": 'A "read also" title that readers are told is wanted names an article that is not public.',
    "symbolic-link": "A file of content/ is a symbolic link.",
    "template-error": "A template of the theme cannot be read, or reads something that is not there.",
    "theme-option": "An option of dossier.yaml is not one the theme knows, or not of its type.",
    "unportable-path": "A page's file name cannot be stored on every system.",
    "unreadable-file": "A file of content/ cannot be read.",
    "verify-configuration": "dossier.yaml has changed since the site was built.",
    "verify-markdown": "An article's file has changed since the site was built.",
    "verify-missing": "A raw file, a page or provenance.json is not where it should be.",
    "verify-page": "A page of the site is not the one that was built.",
    "verify-raw": "A raw file is not the one that was imported.",
    "verify-receipt": "Receipt and front matter of an article name different raw files.",
    "verify-unlisted": "An article is in the dossier and not in the site, or the other way round.",
    "yaml-character": "Front matter or configuration holds an invisible character that YAML forbids.",
    "yaml-depth": "Lists or groups of keys stand too deep within each other.",
    "yaml-duplicate": "A key is given twice.",
    "yaml-forbidden": "References, names and types of YAML values (* & ! <<) are not read.",
    "yaml-key": "Something stands before a colon that cannot be a key.",
    "yaml-size": "Front matter or a configuration file is longer than 64 KiB.",
    "yaml-structure": "A file of keys holds something else than `key: value` lines.",
    "yaml-syntax": "A line of front matter or configuration cannot be read; often a text lacks its quotes.",
}
