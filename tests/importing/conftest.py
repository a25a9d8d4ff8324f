"""A dossier to import into."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dossierpress.importing import known
from dossierpress.importing.draft import Draft, Value
from dossierpress.importing.readers.text import read_text
from dossierpress.importing.write import Incoming, Outcome, import_one

TEXTS = Path(__file__).parent / "texts"


def read(text: str | bytes, name: str = "page.txt") -> Draft:
    """Read a page."""
    return read_text(text.encode() if isinstance(text, str) else text, name)


def fields(draft: Draft) -> dict[str, Value]:
    """A draft's fields by name."""
    return {field.name: field.value for field in draft.fields}


def codes(draft: Draft | Outcome) -> list[str]:
    """The codes of what was found."""
    return [diagnostic.code for diagnostic in draft.diagnostics]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty dossier."""
    (tmp_path / "content" / "raw").mkdir(parents=True)
    return tmp_path


Import = Callable[..., Outcome]


@pytest.fixture
def bring(root: Path) -> Import:
    """Import a text into the dossier, which is read afresh each time, as each run of the command does."""

    def run(text: str | bytes, name: str = "page.txt", *, raw: str = "", separately: bool = False) -> Outcome:
        data = text.encode() if isinstance(text, str) else text
        if raw:
            (root / "content" / raw).write_bytes(data)
        file = Incoming(name=f"content/{raw}" if raw else name, data=data, raw=raw)
        return import_one(known.read(root), file, separately=separately)

    return run


def tree(root: Path) -> dict[str, bytes]:
    """Every file of the dossier."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}
