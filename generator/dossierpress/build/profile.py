"""Where the time of a build goes: ``dossier build --profile``."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import perf_counter

from dossierpress.model.source import OutputPath

#: How many files and templates are named.
NAMED = 10


@dataclass(slots=True)
class Profile:
    """Seconds of wall clock by stage, and of all that was rendered (in whichever process)."""

    stages: dict[str, float] = field(default_factory=dict)
    things: list[tuple[float, OutputPath, str]] = field(default_factory=list)
    _stage: str = ""
    _since: float = field(default_factory=perf_counter)

    def watch(self, tell: Callable[[str, int, int], None]) -> Callable[[str, int, int], None]:
        """The same function, but what it is told is also taken down."""

        def both(stage: str, done: int, total: int) -> None:
            if stage != self._stage:
                self.enter(stage)
            tell(stage, done, total)

        return both

    def enter(self, stage: str) -> None:
        """A stage begins, the one before has ended."""
        now = perf_counter()
        if self._stage:
            self.stages[self._stage] = self.stages.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = stage, now

    def thing(self, path: OutputPath, kind: str, seconds: float) -> None:
        """A page was rendered by the template ``kind``, or something else of this kind."""
        self.things.append((seconds, path, kind))

    def report(self) -> str:
        """The stages, the slowest templates and kinds of files, the slowest files, a line each."""
        self.enter("")
        return "\n".join([*self._of_stages(), *self._of_templates(), *self._of_pages()])

    def _of_stages(self) -> Iterator[str]:
        yield "seconds  stage"
        yield from (f"{seconds:7.3f}  {stage}" for stage, seconds in self.stages.items())

    def _of_templates(self) -> Iterator[str]:
        sums: dict[str, list[float]] = defaultdict(list)
        for seconds, _, kind in self.things:
            sums[kind].append(seconds)
        if sums:
            yield "seconds  template or kind of file (how many, ms each)"
        for kind, each in sorted(sums.items(), key=lambda pair: -sum(pair[1]))[:NAMED]:
            yield f"{sum(each):7.3f}  {kind} ({len(each)}, {1000 * sum(each) / len(each):.2f})"

    def _of_pages(self) -> Iterator[str]:
        if self.things:
            yield "seconds  slowest files"
        for seconds, path, _ in sorted(self.things, reverse=True)[:NAMED]:
            yield f"{seconds:7.3f}  {path}"
