"""The next site from what lies on the disk: all of it looked at, or only what an edit changed."""

from functools import partial

from dossierpress.build import laid, making
from dossierpress.build.checking import edits_since, found_in
from dossierpress.build.garbage import uncollected
from dossierpress.build.how import How
from dossierpress.build.inputs import Inputs
from dossierpress.build.laid import Again
from dossierpress.build.making import Job
from dossierpress.build.outcome import Built, Result
from dossierpress.build.writing import Site
from dossierpress.diagnostics import stops
from dossierpress.model.page import Chrome
from dossierpress.store import generation
from dossierpress.store.memo import LostError, Memo


def produced(site: Site, inputs: Inputs, memo: Memo, how: How) -> Built:
    """Make the site. Raises `DossierError` when the environment is at fault."""
    return _retouched(site, inputs, memo, how) or _anew(site, inputs, memo, how)


def _anew(site: Site, inputs: Inputs, memo: Memo, how: How) -> Built:
    """Look at all there is."""
    found = found_in(inputs, memo, how.workers, how.progress)
    composition, diagnostics = found.checked.composition, found.checked.diagnostics
    if stops(diagnostics, strict=how.strict):
        return Built(diagnostics, None, len(composition.pages))
    with uncollected():
        jobs = making.jobs(
            composition, inputs.theme, inputs.content, inputs.project.root,
            configuration=inputs.configuration, memo=memo,
        )  # fmt: skip
        all_jobs = list(jobs)
    changes = _written(site, all_jobs, composition.chrome, inputs, how)
    memo.write(laid.NAME, laid.encode(laid.laid(inputs.digest, found.ground, composition, found.public)))
    return Built(diagnostics, changes, len(composition.pages))


def _retouched(site: Site, inputs: Inputs, memo: Memo, how: How) -> Built | None:
    """Make only what shows the text of edited articles, if that is enough and the rest of the site stands."""
    before = memo.read(laid.NAME, laid.decode)
    if before is None or not memo.outputs.whole(before.made_from, site.standing):
        return None
    diagnostics = before.ground.diagnostics
    edits = (
        None
        if stops(diagnostics, strict=how.strict)
        else edits_since(before.ground, inputs, memo, how.workers)
    )
    if edits is None:
        return None
    again = Again(before, site.standing, site.output, memo)
    try:
        jobs = again.jobs(edits, inputs.theme, inputs.project.config.lang, inputs.configuration)
    except LostError:  # of another build, or let go of: all is to be had from the sources
        return None
    memo.spare()
    changes = _written(site, jobs, before.chrome, inputs, how)
    memo.keep("result", inputs.digest, Result(diagnostics, before.pages))
    memo.write(laid.NAME, laid.encode(before.after(inputs.digest, edits)))
    return Built(diagnostics, changes, before.pages)


def _written(site: Site, jobs: list[Job], chrome: Chrome, inputs: Inputs, how: How) -> generation.Changes:
    make = partial(making.make, chrome=chrome, theme=inputs.theme, workers=how.workers, profile=how.profile)
    return site.write(jobs, make, how.progress)
