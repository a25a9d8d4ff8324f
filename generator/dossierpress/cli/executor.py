"""``--executor dask://HOST:PORT``; what it does is in `cluster`, which is slower to import."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from dossierpress.cli.cluster import Cluster

F = TypeVar("F", bound=Callable[..., object])

SCHEME = "dask"


def executor_option(command: F) -> F:
    """Add ``--executor``; the command gets ``HOST:PORT`` as ``cluster``, or nothing."""
    return click.option(
        "--executor",
        "cluster",
        metavar="dask://HOST:PORT",
        callback=_address,
        help="Let the workers of a Dask cluster do the work (needs the extra 'dask').",
    )(command)


def cluster_or_none(address: str | None) -> "AbstractContextManager[Cluster | None]":
    """The cluster at ``address`` if there is one given (`cluster_at`)."""
    if address is None:
        return nullcontext()
    from dossierpress.cli.cluster import cluster_at

    return cluster_at(address)


def _address(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from urllib.parse import urlsplit

    try:
        url = urlsplit(value)
        if url.scheme == SCHEME and url.hostname and url.port and not (url.path + url.query + url.fragment):
            return url.netloc
    except ValueError:  # such as a port that is no number
        pass
    raise click.BadParameter("it is not of the form dask://HOST:PORT, such as dask://127.0.0.1:8786")
