"""What is read from disk, and where in it something stands."""

from dataclasses import dataclass
from typing import NewType

SourcePath = NewType("SourcePath", str)
"""A POSIX path relative to the dossier's folder, such as ``content/articles/x.md``."""

Slug = NewType("Slug", str)
"""One URL segment: lower-case ASCII letters, digits and hyphens."""

Url = NewType("Url", str)
"""A site-absolute address, such as ``/articles/x/`` or ``/17303/#n4``; rendering makes it relative."""

OutputPath = NewType("OutputPath", str)
"""A POSIX path relative to the output folder, such as ``17303/index.html``."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file. ``line`` and ``column`` count from 1; 0 means the file as a whole."""

    path: SourcePath
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``path:line:column``, or the path alone for a finding about the whole file."""
        return f"{self.path}:{self.line}:{self.column or 1}" if self.line else str(self.path)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of ``content/`` as read: its text, and of its bytes the hexadecimal BLAKE2b-128 digest and SHA-256."""

    path: SourcePath
    text: str
    digest: str
    sha256: str = ""
