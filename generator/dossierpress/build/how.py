"""How a build is done."""

from dataclasses import dataclass

from dossierpress.build.profile import Profile
from dossierpress.build.progress import Progress
from dossierpress.build.workers import Workers


@dataclass(frozen=True, slots=True)
class How:
    """How a build is done, which makes no difference to the site but for drafts."""

    workers: Workers
    progress: Progress
    profile: Profile
    drafts: bool
    strict: bool
