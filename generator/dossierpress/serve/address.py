"""Where the preview listens, and by which names it may be asked."""

import errno
import socket
from dataclasses import dataclass
from ipaddress import ip_address

from dossierpress.diagnostics import DossierError

LOOPBACK = "127.0.0.1"
#: Ports that are tried when the wanted one is taken.
TRIES = 50
_ANY = ("0.0.0.0", "::")  # noqa: S104  (compared with, not bound to)


@dataclass(frozen=True, slots=True)
class Place:
    """An open socket, the address to give to people, and every ``Host`` that means this server."""

    socket: socket.socket
    url: str
    hosts: frozenset[str]
    port: int
    local: bool


def listen(host: str, port: int) -> Place:
    """Listen on ``host``, at ``port`` or the next free one (0: any). Raises `DossierError` when none can be had."""
    family, address = _resolve(host)
    for candidate in range(port, port + TRIES if port else 1):
        try:
            listening = _bound(family, address, candidate)
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE and candidate < 65535:
                continue
            raise _impossible(host, candidate, problem) from problem
        return _place(listening, host, address)
    raise DossierError(
        f"the ports {port} to {port + TRIES - 1} are all in use", hint="name another with --port", exit_code=1
    )


def lan_address() -> str | None:
    """This computer's address in its network, or None; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1, RFC 5737: only the routing table is asked
        except OSError:
            return None
        address: str = probe.getsockname()[0]
    return None if ip_address(address).is_loopback else address


def _resolve(host: str) -> tuple[socket.AddressFamily, str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise DossierError(f"{host!r} is no address of this computer: {problem}") from problem
    family, _, _, _, address = min(found, key=lambda entry: entry[0] != socket.AF_INET)
    return family, str(address[0])


def _bound(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    # Named, or asyncio would not switch Nagle's algorithm off: 40 ms for every answer on a kept connection.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where SO_REUSEADDR would share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
        listening.listen(2048)
    except OSError:
        listening.close()
        raise
    listening.setblocking(False)
    return listening


def _place(listening: socket.socket, host: str, address: str) -> Place:
    port: int = listening.getsockname()[1]
    local = ip_address(address.partition("%")[0]).is_loopback
    names = {"localhost", LOOPBACK, "[::1]"} | ({_bracketed(host), _bracketed(address)} - set(_ANY))
    shown = _bracketed(host)
    if address in _ANY:
        own = {socket.gethostname(), f"{socket.gethostname()}.local", lan_address() or LOOPBACK}
        names = (names | own) - {"[::]"}
        shown = lan_address() or LOOPBACK
    hosts = {f"{name.lower()}:{port}" for name in names} | (
        {n.lower() for n in names} if port == 80 else set()
    )
    return Place(listening, f"http://{shown}:{port}/", frozenset(hosts), port, local)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _impossible(host: str, port: int, problem: OSError) -> DossierError:
    hint = "ports below 1024 are reserved: name another with --port" if problem.errno == errno.EACCES else ""
    return DossierError(f"cannot listen on {host}:{port}: {problem.strerror}", hint=hint, exit_code=1)
