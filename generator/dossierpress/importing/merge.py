"""Three versions of a field: as first imported, as the editor left it, as imported now. Editors win."""

from dataclasses import dataclass

from dossierpress.importing.article import Flat
from dossierpress.importing.draft import Value


@dataclass(frozen=True, slots=True)
class Kept:
    """A field the editor changed, left as it is although the raw file now says something else."""

    name: str
    theirs: Value
    offered: Value


@dataclass(frozen=True, slots=True)
class Merge:
    """What to write into the article (None takes the key out), and what was left alone."""

    changed: Flat
    kept: tuple[Kept, ...]


def merge(base: Flat, theirs: Flat, new: Flat) -> Merge:
    """Take the new value of every field the editor has not touched since ``base``."""
    changed: Flat = {}
    kept: list[Kept] = []
    for name in dict.fromkeys((*new, *base)):
        old, mine, offered = base.get(name), theirs.get(name), new.get(name)
        if name == "review":
            offered = _review(old, mine, offered)
            old = mine
        if offered in (old, mine):
            continue
        if mine == old:
            changed[name] = offered
        else:
            kept.append(Kept(name, mine, offered))
    return Merge(changed, tuple(kept))


def _review(base: Value, theirs: Value, new: Value) -> Value:
    """Entries the editor has ticked off stay off; new doubts are added, settled ones removed."""
    before, mine, now = (value if isinstance(value, tuple) else () for value in (base, theirs, new))
    entries = [entry for entry in mine if entry in now or entry not in before]
    entries += [entry for entry in now if entry not in before and entry not in mine]
    return tuple(entries) or None
