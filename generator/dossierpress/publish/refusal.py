"""Why a dossier is not published."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason. ``guard`` is a key of `GUARDS`; ``hint`` says what to do about it."""

    guard: str
    message: str
    hint: str


#: Every guard, with what it protects from.
GUARDS: Mapping[str, str] = {
    "no-repository": "The dossier is not in a git repository, so nobody could tell what was published.",
    "no-commit": "The repository has no commit yet.",
    "dirty": "Content, theme or configuration differ from the last commit.",
    "detached": "No branch is checked out.",
    "branch": "Another branch than the dossier's is checked out.",
    "behind": "The remote has newer sources than the ones here.",
    "identity": "Git does not know who publishes.",
    "no-remote": "There is no remote repository to publish to.",
    "unreachable": "The remote repository does not answer, or does not let us in.",
    "same-branch": "The site would be written over the sources.",
    "foreign": "The branch holds something that `dossier publish` did not put there.",
    "moved": "The remote branch changed while the site was being published.",
    "declined": "The remote repository refused the site.",
    "checks": "The content has errors.",
    "broken": "A page, a feed or a style sheet refers to something that is not in the site.",
    "empty": "The site holds no article.",
    "shrunk": "The site has lost more than 30 % of its pages.",
    "unpublished": "A draft, or a page under embargo or expired, is in the site.",
    "too-large": "GitHub Pages takes sites of 1 GB and files of 100 MB at most.",
    "links": "The site holds a symbolic link or something else that is no file.",
    "names": "A file of the site has a name that not every system can store.",
    "secret": "A file of the site seems to hold a password or a key.",
    "domain": "The address and the domain in dossier.yaml disagree.",
}

#: What the publisher may allow, knowing better.
ALLOWABLE = ("dirty", "foreign", "shrunk", "secret")
