"""The site as a ZIP: unpacked, it opens by a double click, and every link leads to a file."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from dossierpress.build.checking import Checked
from dossierpress.config import FILE_NAME
from dossierpress.exporting.target import MARK
from dossierpress.markup.slug import slugify
from dossierpress.model.page import Artifact
from dossierpress.model.source import OutputPath
from dossierpress.model.views import MissingView
from dossierpress.render import assets, render
from dossierpress.render.annotations import annotation_files
from dossierpress.render.feeds import feed_artifacts
from dossierpress.render.links import offline
from dossierpress.render.provenance import provenance

#: The earliest time a ZIP can tell: the same dossier gives the same bytes whenever it is exported.
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: An ordinary file that everybody may read, as Unix writes it.
_FILE = (0o100644 << 16, 3)


def archive(checked: Checked, root: Path) -> bytes:
    """A ZIP of the whole site below one folder named after the dossier. Raises `OSError` of unreadable files."""
    composition, made = checked.composition, list(files(checked, root))
    data = {OutputPath(artifact.path): artifact.data for artifact in made}
    configuration = (root / FILE_NAME).read_bytes()
    record = provenance(
        composition.pages, lambda path: sha256(data[path]).hexdigest(), configuration=configuration
    )
    return packed(slugify(composition.chrome.title), (*made, *record))


def files(checked: Checked, root: Path) -> Iterator[Artifact]:
    """The files of the site as they are read without a server; none that only servers or search engines need."""
    composition = checked.composition
    yield from assets(checked.theme)
    for path, source in composition.assets:
        yield Artifact(path, (root / source).read_bytes())
    for page in composition.pages:
        if not isinstance(page.view, MissingView):
            yield render(page, checked.theme, offline)
    for feed in composition.feeds:
        yield from feed_artifacts(feed, composition.chrome)
    if composition.annotated:
        yield from annotation_files(composition.annotated, composition.chrome)


def packed(folder: str, artifacts: Iterable[Artifact]) -> bytes:
    """A ZIP of the files below ``folder``, the same bytes for the same files and the same zlib."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.comment = MARK
        for artifact in sorted(artifacts, key=lambda artifact: artifact.path):
            entry = zipfile.ZipInfo(f"{folder}/{artifact.path}", _EPOCH)
            entry.external_attr, entry.create_system = _FILE
            target.writestr(entry, artifact.data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()
