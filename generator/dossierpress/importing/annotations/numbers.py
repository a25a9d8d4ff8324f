"""Free numbers for many new notes at once: the dossier is looked at once, not for each (`notes.number`)."""

import re
from collections import defaultdict
from collections.abc import Iterable


class Numbers:
    """The next free number of each article's notes; numbers that were in use once are not given again.

    ``taken`` pairs articles with ids of their notes, ``files`` are the paths of all files of notes.
    """

    _FILE = re.compile(r"(?P<article>[0-9]{1,20})-n(?P<number>[0-9]{1,9})\b")

    def __init__(self, taken: Iterable[tuple[str, str]], files: Iterable[str]) -> None:
        self._last: dict[str, int] = defaultdict(int)
        for article, id_ in taken:
            if re.fullmatch("n[0-9]{1,9}", id_):
                self._use(article, int(id_[1:]))
        for file in files:
            if match := self._FILE.match(file.rpartition("/")[2]):
                self._use(match["article"], int(match["number"]))

    def free(self, article: str) -> str:
        """The id of the article's next note: ``n13``."""
        self._use(article, self._last[article] + 1)
        return f"n{self._last[article]}"

    def _use(self, article: str, number: int) -> None:
        self._last[article] = max(self._last[article], number)
