"""Every act that writes, as scenes; and the same acts done by programs that break the promise, as controls."""

import errno
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.robustness import noting, publishing, stage
from tests.robustness.child import Act, dossier, run
from tests.robustness.stage import Scene, scene


def scenes(folder: Path) -> Iterator[Scene]:
    """Every act that writes."""
    build = ("build",)
    yield scene(folder, "first build", build, "output", stage.small)
    yield scene(folder, "next build", build, "output", stage.built)
    mounted = without_exchange(dossier(*build))
    yield scene(folder, "build of a mount point", mounted, "output", stage.built, at_once=False)
    yield scene(folder, "import", ("import", "content/raw"), "content", stage.received, whole=False)
    args = ("export", "--zip", "out/e.zip", "--single-file", "out/e.html")
    yield scene(folder, "export", args, "out", stage.exported, whole=False)
    yield scene(folder, "new", ("new", "n/d", "--title", "X"), "n/d", stage.small)
    yield from noting.scenes(folder)
    yield publishing.publication(folder)


def without_exchange(act: Act) -> Act:
    """The act where the output folder is a mount point, which cannot be exchanged."""

    def acted(root: Path) -> int:
        from dossierpress.store import exchange

        def busy(new: Path, current: Path) -> None:
            raise OSError(errno.EBUSY, "Device or resource busy", str(current))

        exchange.exchange = busy
        return act(root)

    return acted


def naive_build(folder: Path) -> Scene:
    """A build that deletes the old site and writes the new one in its place, as many programs do."""

    def replace(made: Path, site: Path) -> None:
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(made, site)

    return scene(folder, "naive build", _built_elsewhere(replace), "output", stage.built)


def careless_build(folder: Path) -> Scene:
    """A build that goes on after an error."""
    return scene(folder, "careless build", _built_elsewhere(_carelessly), "output", stage.built)


def _built_elsewhere(bring: Callable[[Path, Path], None]) -> Act:
    """A build done well, somewhere else; then its site is brought to its place."""

    def act(root: Path) -> int:
        real = root.with_name("real")
        shutil.rmtree(real, ignore_errors=True)
        shutil.copytree(root, real)
        code = run(dossier("build"), real).code
        bring(real / "output", root / "output")
        return code

    return act


def _carelessly(made: Path, site: Path) -> None:
    for path in sorted(made.rglob("*")):
        target = site / path.relative_to(made)
        _whatever(lambda p=path, t=target: _copy(p, t))  # type: ignore[misc]
    for path in sorted(site.rglob("*"), reverse=True):
        if not (made / path.relative_to(site)).exists():
            _whatever(path.rmdir if path.is_dir() else path.unlink)


def _copy(path: Path, target: Path) -> None:
    if path.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.write_bytes(path.read_bytes())


def _whatever(act: Callable[[], object]) -> None:
    try:
        act()
    except OSError:
        return
