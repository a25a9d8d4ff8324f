"""One module a kind of raw file; each turns bytes into a `Draft` and touches no disk."""

import hashlib
from collections.abc import Callable

from dossierpress.diagnostics import Diagnostic
from dossierpress.importing.draft import Draft
from dossierpress.importing.kinds import Kind, kind_of
from dossierpress.importing.readers.text import read_text
from dossierpress.model.source import SourcePath, Span

Reader = Callable[[bytes, str], Draft]


def _readers() -> dict[Kind, Reader]:
    """The kinds that can be imported; a reader for another kind slots in here."""
    return {Kind.TEXT: read_text}


def read_any(data: bytes, name: str) -> Draft:
    """Read a raw file of any supported kind; a draft with one error for any other."""
    kind = kind_of(data)
    reader = _readers().get(kind)
    if reader:
        return reader(data, name)
    supported = ", ".join(sorted(_readers()))
    message = f"this is {kind}; what can be imported so far is {supported}"
    hint = "open it, copy the article's text into a .txt file and import that"
    found = Diagnostic(Span(SourcePath(name)), "import-kind", message, hint)
    return Draft(name=name, sha256=hashlib.sha256(data).hexdigest(), encoding="", diagnostics=(found,))
