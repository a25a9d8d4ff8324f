"""When not to look for garbage: values have no cycles, and looking through millions of them takes long."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: What was made last.
_YOUNG = 1


@contextmanager
def uncollected() -> Iterator[None]:
    """While values are made, which are not looked through later either: they go when nobody holds them any more.

    So a process that is forked has them without a copy, and a preview does not stop to look through a dossier.
    """
    enabled = gc.isenabled()
    gc.collect(_YOUNG)  # what was made before may have cycles, as a parser's tokens do
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


def sweep() -> None:
    """Look through everything after all, when nobody waits: it takes a second at 10,000 articles."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
