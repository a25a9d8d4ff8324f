"""A Dask cluster does the work of a build instead of this machine's cores."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, TypeVar

from dossierpress.diagnostics import DossierError
from dossierpress.store.salt import salt

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
R = TypeVar("R")

#: Seconds to find the scheduler, and for it to have a worker.
PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Cluster:
    """An executor of work on a cluster, and how many batches it can do at a time."""

    executor: Executor
    threads: int


@contextmanager
def cluster_at(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler is at ``address`` (HOST:PORT), for as long as the context lasts.

    A batch whose worker ends is done by another. Every worker makes sure that it would do a batch as this process
    does. Raises `DossierError`: exit code 3 if Dask is not installed or no cluster is there, 1 if it was lost.
    """
    client = _client(address)
    try:
        _refuse_strangers(client)
        yield Cluster(_Checked(client.get_executor(pure=False)), sum(client.nthreads().values()))
    except _lost() as problem:
        hint = "see what its scheduler and workers have logged"
        raise DossierError(
            f"the cluster at {address} was lost: {problem}", hint=hint, exit_code=1
        ) from problem
    finally:
        client.close(timeout=PATIENCE)


def _client(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as problem:
        hint = "pip install 'dossierpress[dask]'"
        raise DossierError(
            "--executor needs Dask, which is not installed", hint=hint, exit_code=3
        ) from problem
    try:
        client = Client(f"tcp://{address}", timeout=PATIENCE, set_as_default=False)
    except OSError as problem:
        hint = "start one with `dask scheduler`, or leave --executor out"
        raise DossierError(f"there is no Dask scheduler at {address}", hint=hint, exit_code=3) from problem
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as problem:
        client.close(timeout=PATIENCE)
        hint = f"start some with `dask worker {address}`"
        raise DossierError(f"the cluster at {address} has no workers", hint=hint, exit_code=3) from problem
    return client


def _refuse_strangers(client: "Client") -> None:
    """A worker that cannot import our functions ends when it is sent one: so ask by one that every Python has."""
    try:
        client.run(resolve_name, "dossierpress:__version__")
    except ImportError as problem:
        hint = "install the same lock file on all workers"
        raise DossierError("a worker of the cluster has no Dossierpress", hint=hint, exit_code=3) from problem


def _lost() -> tuple[type[BaseException], ...]:
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    return KilledWorker, CommClosedError, CancelledError


class _Checked(Executor):
    """Hands batches on to another executor, together with what their worker must be like."""

    def __init__(self, executor: Executor) -> None:
        self._executor, self._salt = executor, salt()

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As `Executor.submit`; the work is ``work(batch)``."""
        return self._executor.submit(do_as, self._salt, work, *args, **kwargs)


def do_as(expected: bytes, work: Callable[[Sequence[T]], Sequence[R]], batch: Sequence[T]) -> Sequence[R]:
    """Do a batch on a worker. Raises `DossierError` if its program or libraries would make other pages."""
    if _own_salt() != expected:
        raise DossierError(
            "a worker of the cluster has another version of Dossierpress, of Python or of a library",
            hint="install the same lock file on all workers, and start them again",
            exit_code=3,
        )
    return work(batch)


@cache
def _own_salt() -> bytes:
    """What this worker is, as it was when it began: what it has imported does not change with the files."""
    return salt()
