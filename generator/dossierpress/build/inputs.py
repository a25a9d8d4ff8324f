"""All that a build depends on, and a digest of it."""

import os
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from dossierpress.config import FILE_NAME, Project
from dossierpress.diagnostics import Diagnostic
from dossierpress.model.source import Source
from dossierpress.store import codec
from dossierpress.store.memo import Memo
from dossierpress.store.sources import Content, Unread, survey
from dossierpress.theme import Theme
from dossierpress.theme import load as load_theme


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a site is made from: ``digest`` stands for it, ``beside`` for all of it but the sources."""

    project: Project
    content: Content[Source | Unread]
    theme: Theme
    found: tuple[Diagnostic, ...]
    configuration: bytes
    """What dossier.yaml holds, comments and all: the site says by its digest which one it was built with."""
    day: date
    drafts: bool
    beside: bytes
    digest: bytes


def gathered(project: Project, memo: Memo, *, drafts: bool) -> Inputs:
    """What lies on the disk now; files that ``memo`` has seen are not read."""
    content, unread = survey(project.root, memo.seen)
    theme, about_theme = load_theme(
        project.root, project.config.theme, project.config.options, remember=memo.remember
    )
    configuration, day, found = (project.root / FILE_NAME).read_bytes(), today(), (*unread, *about_theme)
    said = (content.files, content.receipts, found, project.config, day, drafts)
    beside = codec.digest(theme.digest.encode(), configuration, codec.encode(said))
    sources = codec.encode([(source.path, source.digest) for source in content.sources])
    digest = codec.digest(beside, sources)
    theme = replace(theme, code=memo.code)
    return Inputs(project, content, theme, found, configuration, day, drafts, beside, digest)


def today() -> date:
    """The day the site is built for: ``SOURCE_DATE_EPOCH`` if set (seconds), else the clock's, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else datetime.now(UTC)
    return moment.date()
