"""Every piece of the text gets exactly one use: a field, the body, or dropped with a role."""

from dataclasses import dataclass, field

from dossierpress.importing.draft import Dropped, Field, Sure
from dossierpress.importing.marks import Mark, word_count


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line and its words; a word cut in two counts for the piece it begins in."""

    line: int
    text: str
    words: int


@dataclass(slots=True)
class Sorting:
    """The pieces put in their places so far, while one text is read."""

    fields: list[Field] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    related: list[Piece] = field(default_factory=list)
    tags: list[Piece] = field(default_factory=list)
    suggestions: list[Field] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    kept_words: int = 0
    dropped_words: int = 0

    def drop(self, mark: Mark, role: str) -> None:
        """Leave a whole line out."""
        self.drop_piece(whole(mark), role)

    def drop_piece(self, piece: Piece, role: str) -> None:
        """Leave a piece out."""
        self.dropped.append(Dropped(piece.line, piece.text, role))
        self.dropped_words += piece.words

    def keep(self, name: str, piece: Piece, rule: str, sure: Sure, *, label: str = "") -> None:
        """Make a piece the value of a field."""
        self.fields.append(
            Field(
                name=name,
                value=piece.text,
                rule=rule,
                sure=sure,
                first=piece.line,
                last=piece.line,
                label=label,
            )
        )
        self.kept_words += piece.words

    def doubt(self, name: str) -> None:
        """Ask the editor to look at a field."""
        if name not in self.review:
            self.review.append(name)

    def has(self, name: str) -> bool:
        """Whether the field has a value already."""
        return any(known.name == name for known in self.fields)


def whole(mark: Mark) -> Piece:
    """A whole line as a piece."""
    return Piece(mark.line.number, mark.text, word_count(mark.text))


def split(mark: Mark, *cuts: int) -> tuple[Piece, ...]:
    """Cut a line at the given offsets, in rising order."""
    text = mark.text
    edges = (0, *cuts, len(text))
    # A word cut in two is counted where it begins: the text up to the next edge holds it, whole or in part.
    begun = [word_count(text[:edge]) for edge in edges]
    return tuple(
        Piece(mark.line.number, text[edges[n] : edges[n + 1]].strip(), begun[n + 1] - begun[n])
        for n in range(len(edges) - 1)
    )
