"""Drafts into the dossier: the only part of importing that writes.

Raw file, article and receipt are each written whole or not at all, in this order, so that an import
that was interrupted is completed by the next one. An editor's words are never overwritten. Files of one
batch are put in their places together: what is reported is on disk.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from dossierpress.diagnostics import Diagnostic, DossierError, errors
from dossierpress.importing import article as made
from dossierpress.importing import findings
from dossierpress.importing.article import Flat
from dossierpress.importing.draft import Draft
from dossierpress.importing.known import ARTICLES, Known, KnownArticle
from dossierpress.importing.merge import Kept, merge
from dossierpress.importing.rawname import raw_name
from dossierpress.importing.readers import read_any
from dossierpress.importing.receipt import Receipt, dump
from dossierpress.importing.shingles import SAME, Overlap
from dossierpress.importing.splice import Unreadable, parted, splice
from dossierpress.store.sources import RECEIPT

INCOMING = ".incoming.md"
#: So many files are put on disk together.
BATCH = 100


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
    """A file to import: its name in messages, its bytes, its ``raw/…`` path if it lies in the dossier."""

    name: str
    data: bytes
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file; ``changed`` names the fields that were updated, ``kept`` those left alone."""

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
    return next(import_all(known, [file], dry_run=dry_run, separately=separately))


def import_all(
    known: Known, files: Iterable[Incoming], *, dry_run: bool = False, separately: bool = False
) -> Iterator[Outcome]:
    """Import many files, as `import_one` does. An outcome is given when all it speaks of is on disk.

    After an `OSError`, a `DossierError`, also one of ``files``, or Ctrl-C, the outcomes before it are given first.
    """
    waiting: list[Outcome] = []
    try:
        for file in files:
            waiting.append(_import(known, file, dry_run=dry_run, separately=separately))
            if len(waiting) == BATCH:
                yield from _settled(known, waiting)
        yield from _settled(known, waiting)
    except (OSError, DossierError, KeyboardInterrupt):
        yield from _settled(known, waiting)
        raise
    finally:
        known.batch.settle()


def _settled(known: Known, waiting: list[Outcome]) -> tuple[Outcome, ...]:
    """The outcomes that waited, once their files are on disk; those whose files failed to get there are gone."""
    done = tuple(waiting)
    waiting.clear()
    known.batch.settle()
    return done


def _import(known: Known, file: Incoming, *, dry_run: bool, separately: bool) -> Outcome:
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
        found = (*draft.diagnostics, findings.same_article(file.name, twin))
        return Outcome(name=file.name, status=Status.SAME, article=twin.key, draft=draft, diagnostics=found)
    draft = replace(
        draft,
        diagnostics=(
            *draft.diagnostics,
            *(findings.shared_passages(file.name, overlap) for overlap in overlaps),
        ),
    )
    return _create(known, file, draft, dry_run=dry_run)


def _done(known: Known, file: Incoming, digest: str, *, dry_run: bool) -> Outcome | None:
    """What to say of bytes that were imported before, or whose article is gone; None for new ones."""
    receipt = known.receipt(digest)
    article = _made_of(known, receipt) or known.article("source.sha256", digest)
    if article:
        if not receipt and not dry_run:
            _complete(known, file, article)
        return Outcome(name=file.name, status=Status.UNCHANGED, article=article.path, id=article.text("id"))
    receipt = receipt or known.receipts.get(file.raw)
    if receipt is None or _made_of(known, receipt):
        return None
    if known.unreadable:
        found = tuple(findings.hidden(path, file.name) for path in known.unreadable)
        return Outcome(name=file.name, status=Status.REFUSED, raw=receipt.raw, diagnostics=found)
    gone = (findings.deleted(file.name, receipt),)
    return Outcome(name=file.name, status=Status.DELETED, raw=receipt.raw, id=receipt.id, diagnostics=gone)


def _made_of(known: Known, receipt: Receipt | None) -> KnownArticle | None:
    """The article a receipt is about: by the raw file, or by the id when it is made of a newer one."""
    return (known.article("source.raw", receipt.raw) or known.article("id", receipt.id)) if receipt else None


def _complete(known: Known, file: Incoming, article: KnownArticle) -> None:
    """Write the raw file and receipt an article lacks: written by hand, or an interrupted import or update."""
    draft = read_any(file.data, file.name)
    raw = file.raw or article.text("source.raw")
    earlier = known.receipts.get(raw)
    if (
        errors(draft.diagnostics)
        or not raw.startswith("raw/")
        or (earlier and earlier.sha256 == draft.sha256)
    ):
        return
    if raw not in known.raw_names and not _write_raw(known, raw, file.data):
        return
    id_ = article.text("id")
    given, rule = made.free_id(draft, known.ids - {id_})
    _write_receipt(known, draft, raw, made.values(draft, id_=id_, raw=raw), rule if given == id_ else "")


def _earlier(known: Known, file: Incoming, draft: Draft, overlaps: Iterable[Overlap]) -> KnownArticle | None:
    """The article this is a new version of: made of the same raw file, or of one with its name and words."""
    if file.raw:
        return known.article("source.raw", file.raw) or _made_of(known, known.receipts.get(file.raw))
    same_name = known.article("source.raw", f"raw/{raw_name(file.name)}")
    if same_name is None:
        return None
    same_words = any(o.key == same_name.path and o.containment >= SAME for o in overlaps)
    same_page = draft.text("source.url") and draft.text("source.url") == same_name.text("source.url")
    same_id = draft.text("id") and draft.text("id") == same_name.text("id")
    return same_name if same_words or same_page or same_id else None


def _create(known: Known, file: Incoming, draft: Draft, *, dry_run: bool) -> Outcome:
    id_, rule = made.free_id(draft, known.ids)
    name = made.free_name(made.base_name(draft, id_=id_), known.slugs, id_=id_)
    raw = file.raw or _free_raw(known, file)
    path = f"{ARTICLES}/{name}.md"
    found = (*draft.diagnostics, *findings.id_taken(file.name, draft, id_))
    flat = made.values(draft, id_=id_, raw=raw)
    markdown = made.body(draft)
    known.add(KnownArticle(path, flat, markdown))
    if not dry_run:
        if not file.raw:
            known.batch.write(known.root / "content" / raw, file.data)
        _write_new(known, path, made.text(flat, markdown))
        _write_receipt(known, draft, raw, flat, rule)
    return Outcome(
        name=file.name, status=Status.IMPORTED, article=path, raw=raw, id=id_, id_rule=rule, draft=draft,
        diagnostics=found,
    )  # fmt: skip


def _update(known: Known, file: Incoming, draft: Draft, old: KnownArticle, *, dry_run: bool) -> Outcome:
    """Bring an article up to the new raw bytes wherever the editor has not touched it since."""
    raw = file.raw or _free_raw(known, file)
    receipt = known.receipts.get(old.text("source.raw"))
    new = made.values(draft, id_=old.text("id"), raw=raw)
    merged = merge(receipt.base if receipt else {}, old.meta, new)
    body, aside = _merged_body(old.body, receipt, made.body(draft))
    known.batch.settle()  # the article may have been written a moment ago
    try:
        text = _rewritten(known.root / old.path, merged.changed, body)
    except Unreadable as problem:
        found = findings.unreadable(old.path, str(problem))
        return Outcome(
            name=file.name, status=Status.REFUSED, article=old.path, draft=draft, diagnostics=(found,)
        )
    incoming = f"content/{raw}{INCOMING}" if aside else ""
    changed = (*merged.changed, *(() if body is old.body else ("body",)))
    known.add(KnownArticle(old.path, {**old.meta, **merged.changed}, body))
    if not dry_run:
        if not file.raw:
            known.batch.write(known.root / "content" / raw, file.data)
        if aside:
            known.batch.write(known.root / incoming, made.body(draft).encode())
        if changed:
            known.batch.write(known.root / old.path, text)
        _write_receipt(known, draft, raw, new)
    told = (
        *draft.diagnostics,
        *(findings.kept_field(old.path, kept) for kept in merged.kept),
        *findings.kept_body(old.path, incoming),
    )
    return Outcome(
        name=file.name, status=Status.UPDATED, article=old.path, raw=raw, id=old.text("id"), draft=draft,
        changed=changed, kept=merged.kept, incoming=incoming, diagnostics=told,
    )  # fmt: skip


def _rewritten(path: Path, changed: Flat, body: str) -> bytes:
    """The article's file with some values and perhaps another body; its kind of line end stays."""
    data = path.read_bytes()
    front, _ = parted(data.decode("utf-8"))
    text = f"{made.FENCE}{splice(front, changed)}{made.FENCE}{body}"
    return (text.replace("\n", "\r\n") if b"\r\n" in data else text).encode()


def _merged_body(theirs: str, receipt: Receipt | None, new: str) -> tuple[str, bool]:
    """The body to write, and whether the new one had to be put aside because the editor changed theirs."""
    if made.digest(theirs) == made.digest(new):
        return theirs, False
    if receipt and made.digest(theirs) == receipt.body:
        return f"\n{new}", False
    return theirs, not receipt or made.digest(new) != receipt.body


def _write_new(known: Known, path: str, text: str) -> None:
    """Write a file that must not be there yet: an editor may have made it a moment ago."""
    if (known.root / path).exists():
        raise FileExistsError(f"{path} has appeared while importing; it was left as it is")
    known.batch.write(known.root / path, text.encode())


def _write_receipt(known: Known, draft: Draft, raw: str, flat: Flat, rule: str = "") -> None:
    id_ = str(flat["id"])
    receipt = Receipt(raw=raw, sha256=draft.sha256, id=id_, base=flat, body=made.digest(made.body(draft)))
    known.add_receipt(receipt)
    known.batch.write(known.root / "content" / f"{raw}{RECEIPT}", dump(draft, receipt, id_rule=rule).encode())


def _write_raw(known: Known, raw: str, data: bytes) -> bool:
    path = known.root / "content" / raw
    if ".." in path.parts:
        return False
    known.batch.write(path, data)
    known.raw_names.add(raw)
    return True


def _free_raw(known: Known, file: Incoming) -> str:
    raw = known.raw_names.free(file.name, file.data)
    known.raw_names.add(raw)
    return raw
