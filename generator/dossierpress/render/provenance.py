"""``provenance.json``: for every article the raw file, the Markdown file and the page, each with its SHA-256."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256

import msgspec

from dossierpress import __version__
from dossierpress.model.page import Artifact, Page
from dossierpress.model.provenance import PATH, Trace
from dossierpress.model.source import OutputPath
from dossierpress.model.views import ArticleView
from dossierpress.render.links import output_path

_FORMAT = 1


def provenance(
    pages: Iterable[Page], digest: Callable[[OutputPath], str], *, configuration: bytes
) -> tuple[Artifact, ...]:
    """The record of all articles; none where there are none. ``digest`` gives the SHA-256 of a finished page.

    It holds no time and no path of a machine. ``configuration`` is the content of dossier.yaml.
    """
    steps = [_article(page, page.view, digest) for page in pages if isinstance(page.view, ArticleView)]
    if not steps:
        return ()
    record = {
        "version": _FORMAT,
        "generator": f"Dossierpress {__version__}",
        "configuration": {"path": "dossier.yaml", "sha256": sha256(configuration).hexdigest()},
        "articles": sorted(steps, key=lambda step: str(step["id"])),
    }
    return (_artifact(record),)


def renewed(record: bytes, pages: Iterable[Page], digest: Callable[[OutputPath], str]) -> Artifact:
    """The record, a `provenance`, with what is now true of these articles, which are in it already."""
    known = msgspec.json.decode(record)
    fresh = {
        page.view.id: _article(page, page.view, digest)
        for page in pages
        if isinstance(page.view, ArticleView)
    }
    steps = [fresh.get(step["id"], step) for step in known["articles"]]
    return _artifact({**known, "articles": steps})


def _artifact(record: Mapping[str, object]) -> Artifact:
    return Artifact(PATH, msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")


def _article(page: Page, view: ArticleView, digest: Callable[[OutputPath], str]) -> dict[str, object]:
    path = output_path(page.url)
    step: dict[str, object] = {
        "id": view.id,
        "title": page.title,
        "raw": _raw(view),
        "import": _import(view.trace),
        "markdown": {"path": view.path, "sha256": view.trace.markdown if view.trace else ""},
        "page": {"path": path, "sha256": digest(path)},
    }
    return {key: value for key, value in step.items() if value}


def _raw(view: ArticleView) -> Mapping[str, object]:
    receipt = view.trace.receipt if view.trace else None
    digest = view.source.sha256 or (receipt.sha256 if receipt else "")
    return {"path": view.raw_path, "sha256": digest} if view.raw_path else {}


def _import(trace: Trace | None) -> Mapping[str, object]:
    if trace is None or trace.receipt is None:
        return {}
    receipt = trace.receipt
    return {
        "converter": receipt.converter,
        "lines_left_out": receipt.dropped,
        "words": receipt.words,
        "words_kept": receipt.kept,
        "text_sha256": receipt.body,
        "edited_since": trace.edited,
    }
