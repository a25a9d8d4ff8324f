"""A file being parsed, and what all kinds of documents take from it."""

from dataclasses import dataclass
from typing import TypedDict

from dossierpress.diagnostics import Diagnostic
from dossierpress.markup.frontmatter import FrontMatter, read
from dossierpress.markup.markdown import render
from dossierpress.model.body import Body
from dossierpress.model.source import Slug, Source, SourcePath
from dossierpress.schema.record import Place


@dataclass(frozen=True, slots=True)
class File:
    """A source with its front matter taken off; ``lang`` is the dossier's language."""

    source: Source
    front: FrontMatter
    lang: str

    @property
    def stem(self) -> str:
        """The file's name without folder and suffix."""
        name = self.source.path.rpartition("/")[2]
        return name.rpartition(".")[0] or name

    def render(self, text: str, line: int) -> tuple[Body, tuple[Diagnostic, ...]]:
        """The Markdown that begins on ``line`` of the file."""
        return render(text, path=self.source.path, first_line=line)

    def common(
        self, slug: str, lang: str | None, body: Body, places: dict[str, Place], order: int = 0
    ) -> "Common":
        """The fields of `model.document.Parsed`."""
        return {
            "path": self.source.path,
            "slug": Slug(slug),
            "lang": lang or self.lang,
            "body": body,
            "digest": self.source.digest,
            "order": order,
            "places": places,
        }


class Common(TypedDict):
    """The keyword arguments every document has."""

    path: SourcePath
    slug: Slug
    lang: str
    body: Body
    digest: str
    order: int
    places: dict[str, Place]


def open_file(source: Source, lang: str) -> File:
    """Take the front matter off; its findings are repeated by those who validate it."""
    front, _ = read(source.text, source.path)
    return File(source, front, lang)
