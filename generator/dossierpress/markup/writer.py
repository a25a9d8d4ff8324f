"""Writes HTML and plain text side by side, noting where each stretch of text stands in the HTML."""

from dataclasses import dataclass

from markdown_it.common.utils import escapeHtml

from dossierpress.model.body import Run


@dataclass(frozen=True, slots=True)
class Spot:
    """A place reached while writing: the HTML offset and the numbers of runs and pieces of text before it."""

    html: int
    runs: int
    pieces: int


class Writer:
    """HTML and text in the making. Plain text is cut into runs: one never crosses a tag or a `cut`."""

    def __init__(self) -> None:
        self.html: list[str] = []
        self.at = 0  # the length of the HTML so far
        self.pieces: list[str] = []
        self.length = 0  # the length of the text so far
        self.runs: list[Run] = []
        self._run: Run | None = None
        self._run_end = -1  # the HTML offset the open run ends at
        self._gap = False  # whether the next text begins a new block

    def tag(self, html: str) -> None:
        """Write HTML that is not text."""
        self.html.append(html)
        self.at += len(html)

    def write(self, text: str, inside: int) -> None:
        """Write text, escaped; it continues the run before it when nothing stands between."""
        if not text:
            return
        self._separate()
        start, escaped = self.length, escapeHtml(text)
        run = self._run
        if run is None or self._run_end != self.at or run.end != start or run.inside != inside:
            self.cut()
            run = Run(start, start, self.at, inside)
        self._add(text)
        self.tag(escaped)
        self._run, self._run_end = Run(run.start, self.length, run.html, inside), self.at

    def newline(self) -> None:
        """A line break within a block: a newline of the text that belongs to no run."""
        self._add("\n")

    def separate(self) -> None:
        """Whatever text comes next begins a new block: it is kept apart by a newline."""
        self._gap = True

    def cut(self) -> None:
        """End the open run here, so that tags may be laid over this place."""
        if self._run is not None:
            self.runs.append(self._run)
            self._run = None

    def spot(self) -> Spot:
        """Where we are; a run never crosses a spot."""
        self.cut()
        return Spot(self.at, len(self.runs), len(self.pieces))

    def text_since(self, spot: Spot) -> tuple[str, int, int]:
        """The text written since, without the newlines that set it apart, and its offsets."""
        self.cut()
        start = self.runs[spot.runs].start if len(self.runs) > spot.runs else self.length
        return "".join(self.pieces[spot.pieces :]).strip("\n"), start, self.length

    def ends_with_newline(self) -> bool:
        """Whether the HTML so far does."""
        return bool(self.html) and self.html[-1].endswith("\n")

    def _separate(self) -> None:
        if self._gap and self.pieces and not self.pieces[-1].endswith("\n"):
            self._add("\n")
        self._gap = False

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
