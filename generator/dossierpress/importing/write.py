"""Drafts into the dossier: the only part of importing that writes.

Raw file, article and receipt are each written whole or not at all, in this order, so that an import
that was interrupted is completed by the next one. An editor's words are never overwritten.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from dossierpress.diagnostics import Diagnostic, Severity, errors
from dossierpress.importing import article as made
from dossierpress.importing.article import Flat
from dossierpress.importing.draft import Draft
from dossierpress.importing.known import ARTICLES, Known, KnownArticle
from dossierpress.importing.merge import Kept, merge
from dossierpress.importing.readers import read_any
from dossierpress.importing.receipt import ENDING, Receipt, dump
from dossierpress.importing.shingles import SAME, Overlap
from dossierpress.importing.splice import Unreadable, parted, splice
from dossierpress.model.source import SourcePath, Span
from dossierpress.store.files import write_atomic

INCOMING = ".incoming.md"
_SHORT = 100


class Status(StrEnum):
    """What became of one file."""

    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DELETED = "deleted"
    SAME = "same article"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file to import: the name messages call it, its bytes, and its ``raw/…`` path if it lies in the dossier."""

    name: str
    data: bytes
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file. ``changed`` names the fields of an article that were updated, ``kept`` those left alone."""

    name: str
    status: Status
    article: str = ""
    raw: str = ""
    id: str = ""
    id_rule: str = ""
    draft: Draft | None = None
    changed: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    incoming: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def import_one(known: Known, file: Incoming, *, dry_run: bool = False, separately: bool = False) -> Outcome:
    """Import one file into the dossier ``known`` describes; with ``dry_run`` only say what would happen.

    ``separately`` makes an article of a text although another article has the same words.
    """
    digest = sha256(file.data).hexdigest()
    if done := _done(known, file, digest, dry_run=dry_run):
        return done
    draft = read_any(file.data, file.name)
    if errors(draft.diagnostics):
        return Outcome(name=file.name, status=Status.REFUSED, draft=draft, diagnostics=draft.diagnostics)
    overlaps = known.index().overlaps("\n".join(draft.paragraphs))
    earlier = _earlier(known, file, draft, overlaps)
    if earlier:
        return _update(known, file, draft, earlier, dry_run=dry_run)
    twin = next((overlap for overlap in overlaps if overlap.containment >= SAME), None)
    if twin and not separately:
        found = (*draft.diagnostics, _same(file, twin))
        return Outcome(name=file.name, status=Status.SAME, article=twin.key, draft=draft, diagnostics=found)
    draft = replace(
        draft, diagnostics=(*draft.diagnostics, *(_shared(file, overlap) for overlap in overlaps))
    )
    return _create(known, file, draft, dry_run=dry_run)


def _done(known: Known, file: Incoming, digest: str, *, dry_run: bool) -> Outcome | None:
    """What to say of bytes that were imported before; None for new ones."""
    receipt = next((receipt for receipt in known.receipts.values() if receipt.sha256 == digest), None)
    if receipt is None:
        article = known.by_sha256(digest)
        if article and not dry_run:
            _complete(known, file, article)
    else:
        article = known.by_raw(receipt.raw) or known.by_sha256(digest) or known.by_id(receipt.id)
    if article:
        return Outcome(name=file.name, status=Status.UNCHANGED, article=article.path, id=article.text("id"))
    if receipt is None:
        return None
    found = (_deleted(file, receipt),)
    return Outcome(name=file.name, status=Status.DELETED, raw=receipt.raw, id=receipt.id, diagnostics=found)


def _complete(known: Known, file: Incoming, article: KnownArticle) -> None:
    """Write the raw file and the receipt of an article that lacks them: written by hand, or an interrupted import."""
    draft = read_any(file.data, file.name)
    raw = file.raw or article.text("source.raw")
    if errors(draft.diagnostics) or not raw.startswith("raw/") or raw in known.receipts:
        return
    if raw not in known.raw_names and not _write_raw(known, raw, file.data):
        return
    _write_receipt(
        known, draft, raw, article.text("id"), "", made.values(draft, id_=article.text("id"), raw=raw)
    )


def _earlier(known: Known, file: Incoming, draft: Draft, overlaps: Iterable[Overlap]) -> KnownArticle | None:
    """The article this file is a new version of: made of the same raw file, or of one with the same name and words."""
    if file.raw:
        return known.by_raw(file.raw)
    same_name = known.by_raw(f"raw/{_raw_name(file)}")
    if same_name is None:
        return None
    same_words = any(o.key == same_name.path and o.containment >= SAME for o in overlaps)
    same_page = draft.text("source.url") and draft.text("source.url") == same_name.text("source.url")
    same_id = draft.text("id") and draft.text("id") == same_name.text("id")
    return same_name if same_words or same_page or same_id else None


def _create(known: Known, file: Incoming, draft: Draft, *, dry_run: bool) -> Outcome:
    id_, rule = made.free_id(draft, known.ids())
    name = made.free_name(made.base_name(draft, id_=id_), known.names(), id_=id_)
    raw = file.raw or _free_raw(known, file)
    path = f"{ARTICLES}/{name}.md"
    found = (*draft.diagnostics, *_taken(file, draft, id_))
    flat = made.values(draft, id_=id_, raw=raw)
    markdown = made.body(draft)
    known.add(KnownArticle(path, flat, markdown))
    if not dry_run:
        if not file.raw:
            write_atomic(known.root / "content" / raw, file.data)
        _write_new(known.root / path, made.text(flat, markdown))
        _write_receipt(known, draft, raw, id_, rule, flat)
    return Outcome(
        name=file.name, status=Status.IMPORTED, article=path, raw=raw, id=id_, id_rule=rule, draft=draft, diagnostics=found
    )  # fmt: skip


def _update(known: Known, file: Incoming, draft: Draft, old: KnownArticle, *, dry_run: bool) -> Outcome:
    """Bring an article up to the new raw bytes wherever the editor has not touched it since the last import."""
    id_ = old.text("id")
    raw = file.raw or _free_raw(known, file)
    receipt = known.receipts.get(old.text("source.raw"))
    new = made.values(draft, id_=id_, raw=raw)
    markdown = made.body(draft)
    merged = merge(receipt.base if receipt else {}, old.meta, new)
    text, kept_body = _merged_body(old.body, receipt, markdown)
    try:
        after = splice(parted((known.root / old.path).read_text("utf-8"))[0], merged.changed)
    except Unreadable as problem:
        found = _unreadable(old, str(problem))
        return Outcome(
            name=file.name, status=Status.REFUSED, article=old.path, draft=draft, diagnostics=(found,)
        )
    incoming = f"content/{raw}{INCOMING}" if kept_body else ""
    changed = (*merged.changed, *(("body",) if text.strip() != old.body.strip() else ()))
    known.add(KnownArticle(old.path, {**old.meta, **merged.changed}, text))
    if not dry_run:
        if not file.raw:
            write_atomic(known.root / "content" / raw, file.data)
        if incoming:
            write_atomic(known.root / incoming, markdown.encode())
        if changed:
            write_atomic(known.root / old.path, f"{made.FENCE}{after}{made.FENCE}{text}".encode())
        _write_receipt(known, draft, raw, id_, "", new)
    found_all = (*draft.diagnostics, *(_kept(old, kept) for kept in merged.kept), *_kept_body(old, incoming))
    return Outcome(
        name=file.name, status=Status.UPDATED, article=old.path, raw=raw, id=id_, draft=draft,
        changed=changed, kept=merged.kept, incoming=incoming, diagnostics=found_all,
    )  # fmt: skip


def _merged_body(theirs: str, receipt: Receipt | None, new: str) -> tuple[str, bool]:
    """The body to write, and whether the new one had to be put aside because the editor changed theirs."""
    if made.digest(theirs) == made.digest(new):
        return theirs, False
    if receipt and made.digest(theirs) == receipt.body:
        return f"\n{new}", False
    return theirs, not receipt or made.digest(new) != receipt.body


def _write_new(path: Path, text: str) -> None:
    """Write a file that must not be there yet: an editor may have made it a moment ago."""
    if path.exists():
        raise FileExistsError(f"{path} has appeared while importing; it was left as it is")
    write_atomic(path, text.encode())


def _write_receipt(known: Known, draft: Draft, raw: str, id_: str, rule: str, flat: Flat) -> None:
    receipt = Receipt(raw=raw, sha256=draft.sha256, id=id_, base=flat, body=made.digest(made.body(draft)))
    known.receipts[raw] = receipt
    write_atomic(known.root / "content" / f"{raw}{ENDING}", dump(draft, receipt, id_rule=rule).encode())


def _write_raw(known: Known, raw: str, data: bytes) -> bool:
    path = known.root / "content" / raw
    if ".." in path.parts:
        return False
    write_atomic(path, data)
    known.raw_names.add(raw)
    return True


_UNSAFE = re.compile(r"[^\w.() -]+")


def _raw_name(file: Incoming) -> str:
    """A file name every system accepts, as near as possible to the one it had."""
    name = unicodedata.normalize("NFC", Path(file.name).name)
    name = _UNSAFE.sub("-", name).strip(". ")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:_SHORT]}{dot}{ending[:10]}" if stem else name[:_SHORT] or "text"


def _free_raw(known: Known, file: Incoming) -> str:
    """Where a copy of the raw file goes: its own name, or with eight digits of its SHA-256 when that is taken."""
    name = _raw_name(file)
    taken = {unicodedata.normalize("NFC", raw).casefold() for raw in known.raw_names}
    if f"raw/{name}".casefold() in taken:
        stem, dot, ending = name.rpartition(".")
        mark = sha256(file.data).hexdigest()[:8]
        name = f"{stem}-{mark}{dot}{ending}" if stem else f"{name}-{mark}"
    known.raw_names.add(f"raw/{name}")
    return f"raw/{name}"


def _finding(
    path: str, code: str, message: str, hint: str, severity: Severity = Severity.WARNING
) -> Diagnostic:
    return Diagnostic(Span(SourcePath(path)), code, message, hint, severity)


def _same(file: Incoming, twin: Overlap) -> Diagnostic:
    message = f"this is the same article as {twin.key} ({twin.containment:.0%} of the words); it was not imported again"
    hint = (
        "to update that article, give this file the name of its raw file; "
        "to keep both as articles, import it with --separately"
    )
    return _finding(file.name, "import-same-article", message, hint)


def _shared(file: Incoming, overlap: Overlap) -> Diagnostic:
    message = f"{overlap.containment:.0%} of the words also stand in {overlap.key}"
    hint = "agencies reuse background; a note on the shared passage would help readers"
    return _finding(file.name, "import-shared-passages", message, hint, Severity.NOTICE)


def _deleted(file: Incoming, receipt: Receipt) -> Diagnostic:
    message = f"this was imported before as article {receipt.id}, which you have deleted since"
    hint = f"to import it again, delete content/{receipt.raw}{ENDING}"
    return _finding(file.name, "import-deleted", message, hint, Severity.NOTICE)


def _taken(file: Incoming, draft: Draft, id_: str) -> tuple[Diagnostic, ...]:
    counter = draft.text("id")
    if counter in ("", id_):
        return ()
    message = f"the page's number {counter} belongs to another article already; this one got {id_}"
    return (_finding(file.name, "import-id-taken", message, "change `id` if you prefer another number"),)


def _unreadable(article: KnownArticle, problem: str) -> Diagnostic:
    message = f"the article could not be updated: {problem}"
    return _finding(
        article.path,
        "import-unreadable",
        message,
        "correct its front matter and import again",
        Severity.ERROR,
    )


def _kept(article: KnownArticle, kept: Kept) -> Diagnostic:
    message = f"`{kept.name}` was kept as you wrote it ({_shown(kept.theirs)}); the raw file now says {_shown(kept.offered)}"
    return _finding(
        article.path, "import-kept", message, "change it by hand if the new value is better", Severity.NOTICE
    )


def _kept_body(article: KnownArticle, incoming: str) -> tuple[Diagnostic, ...]:
    if not incoming:
        return ()
    message = f"the text was kept as you wrote it; the new one lies in {incoming}"
    return (
        _finding(
            article.path, "import-kept", message, "compare the two, then delete that file", Severity.WARNING
        ),
    )


def _shown(value: str | None | tuple[str, ...]) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else value or "nothing"
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
