"""Where the work of a build is done: in this process, or in several, a batch at a time."""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

from dossierpress.diagnostics import DossierError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

#: Things done by a process at once: one at a time, the telling costs more than the work.
BATCH = 32
#: Fewer than this are done here: to start processes and to teach them their trade takes as long.
ENOUGH = 256


class Workers:
    """Does batches of work in the order given. ``jobs`` is how many processes may be started, all cores unless said.

    An ``executor`` of the caller's (a pool, a cluster) is used whatever there is to do, and is not shut down.
    """

    def __init__(self, executor: "Executor | None" = None, jobs: int | None = None) -> None:
        self._given = executor
        self._jobs = jobs or _cores()

    def each(
        self, work: Callable[[Sequence[T]], Sequence[R]], things: Sequence[T]
    ) -> Generator[R, None, None]:
        """What ``work``, a function pickle can name, gives for batches of ``things``, one after the other.

        Its processes have ended when the iterator has, or is closed.
        """
        batches = list(_batches(things))
        if self._given:
            yield from _spread(self._given, work, batches, self._jobs)
        elif not self._enough(len(things)):
            for batch in batches:
                yield from work(batch)
        elif _forks():
            # Processes have what this one has: they are told which batch to do, and nothing is sent.
            with self._pool("fork", partial(_learn, work, batches)) as pool:
                yield from _spread(pool, _do, range(len(batches)), self._jobs)
        else:
            with self._pool("spawn", _begin) as pool:
                yield from _spread(pool, work, batches, self._jobs)

    def copies(self, count: int) -> bool:
        """Whether so many things are done by processes that have all this one has, though not what it will have.

        What is done there may then be any function, and may write to the disk in this one's stead.
        """
        return not self._given and self._enough(count) and _forks()

    def _enough(self, count: int) -> bool:
        return count >= ENOUGH and self._jobs > 1

    @contextmanager
    def _pool(self, start: str, begin: Callable[[], None]) -> "Iterator[Executor]":
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  (only when there is work enough)
        from multiprocessing import get_context  # noqa: PLC0415

        pool = ProcessPoolExecutor(self._jobs, initializer=begin, mp_context=get_context(start))
        with _interrupted_once():
            try:
                yield pool
            finally:
                with _uninterrupted():
                    pool.shutdown(cancel_futures=True)


def _spread(
    executor: "Executor", work: Callable[[S], Sequence[R]], batches: Iterable[S], jobs: int
) -> Iterator[R]:
    """A few batches are under way at any time, so that neither workers nor memory wait for the rest."""
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415  (only when there is work enough)

    left = iter(batches)
    ahead: deque[Future[Sequence[R]]] = deque()
    try:
        with _uninterrupted():
            for batch in islice(left, 3 * jobs):
                ahead.append(executor.submit(work, batch))
        while ahead:
            done = ahead.popleft().result()
            for batch in islice(left, 1):
                ahead.append(executor.submit(work, batch))
            yield from done
    except BrokenExecutor as problem:
        hint = "it may have been out of memory; try again with --jobs 1"
        raise DossierError("a process of the build was ended", hint=hint, exit_code=1) from problem
    finally:
        for future in ahead:
            future.cancel()


def _batches(things: Iterable[T]) -> Iterator[Sequence[T]]:
    left = iter(things)
    while batch := list(islice(left, BATCH)):
        yield batch


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _forks() -> bool:
    """Whether to fork is safe, which is quickest: on Linux, and with no other thread that might hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


#: What a forked process does, and the batches it may be told to do. Set once, when it begins.
_trade: tuple[Callable[[Sequence[Any]], Sequence[Any]], Sequence[Sequence[Any]]]


def _learn(work: Callable[[Sequence[Any]], Sequence[Any]], batches: Sequence[Sequence[Any]]) -> None:
    global _trade  # noqa: PLW0603  (a process of a pool has nothing else to keep it in)
    _begin()
    _trade = work, batches


def _do(number: int) -> Sequence[Any]:
    work, batches = _trade
    return work(batches[number])


def _begin() -> None:
    """What a process does first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that leads; it ends the others
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the process that leads was killed: nobody else would tell this one that there is nothing more to do."""
    from multiprocessing import parent_process  # noqa: PLC0415  (a process that is no pool's has none)

    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


@contextmanager
def _interrupted_once() -> Iterator[None]:
    """Ctrl-C once more, before all processes have ended, would leave some waiting for ever: it is not heard."""
    before = signal.getsignal(signal.SIGINT)
    if not callable(before) or threading.current_thread() is not threading.main_thread():
        yield
        return

    def heard(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        before(number, frame)

    signal.signal(signal.SIGINT, heard)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C is heard afterwards: while processes are started or ended it would leave some waiting for ever."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
