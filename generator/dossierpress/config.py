"""``dossier.yaml``: what an editor may set, and how it is read."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from dossierpress.diagnostics import Diagnostic, DossierError, errors
from dossierpress.model.remember import Remember, each_time
from dossierpress.model.source import SourcePath, Span
from dossierpress.model.strict import STRICT

FILE_NAME = "dossier.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The dossier's configuration."""

    __pydantic_config__ = STRICT
    title: str
    """The dossier's name, shown on every page."""
    description: str = ""
    """One or two sentences that say what the dossier is about."""
    lang: str = "fr"
    """The language of the dossier and of its interface (BCP 47); ``fr`` and ``en`` are translated."""
    url: str | None = None
    """The address it will be published at, such as ``https://you.github.io/dossier/``; needed for feeds."""
    publisher: str = ""
    """Who publishes the dossier."""
    theme: str = "default"
    """The theme's folder name in ``themes/``."""
    options: dict[str, str | int | bool] = field(default_factory=dict)
    """Settings of the theme, listed in its ``theme.yaml``."""
    repository: str | None = None
    """The repository readers can propose changes to, such as ``https://github.com/you/dossier``."""
    branch: str = "main"
    """The branch of the repository that is published, and that pages link to for editing."""
    domain: str | None = None
    """The site's own domain, such as ``dossier.example.org``, when it is published to a branch."""
    output: str = "output"
    """The folder the site is written to."""
    feed_items: int = 50
    """How many entries a feed holds at most."""
    page_size: int = 50
    """How many articles a list shows on one page (articles, notes, tags, entities); 0 for all on one."""
    related_items: int = 5
    """How many related articles an article shows at most."""


@dataclass(frozen=True, slots=True)
class Project:
    """A dossier on disk: its root folder and its configuration."""

    root: Path
    config: Config

    @property
    def content(self) -> Path:
        """Where editors write."""
        return self.root / "content"

    @property
    def output(self) -> Path:
        """Where the site goes."""
        return self.root / self.config.output

    @property
    def cache(self) -> Path:
        """What can be made again, and deleted at any moment but for ``trash/`` and ``conflicts/``: editors' texts."""
        return self.cache_of(self.root)

    @staticmethod
    def cache_of(root: Path) -> Path:
        """The same, of a dossier that is not read yet."""
        return root / ".dossier"


def load(
    root: Path, *, url: str | None = None, remember: Remember = each_time
) -> tuple[Project, tuple[Diagnostic, ...]]:
    """Read ``dossier.yaml`` of the dossier in ``root``; return the project and the warnings about it.

    ``url`` is used in place of the one it names. Raises `ConfigError` when there is no such file, when it has
    errors, or when ``url`` is no web address.
    """
    path = root / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            f"there is no {FILE_NAME} in {root}",
            hint="go to your dossier's folder, name it with -C, or start one with `dossier new DIR`",
        ) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise ConfigError(f"cannot read {path}: {problem}") from problem
    read = remember(_Read, "config", text.encode(), lambda: _validated(text))
    config = replace(read.config, url=_web_address(url)) if url else read.config
    return Project(root, config), (*read.found, *_normalised_url_warning(config))


@dataclass(frozen=True, slots=True)
class _Read:
    """A valid configuration and the warnings about it."""

    config: Config
    found: tuple[Diagnostic, ...]


def _validated(text: str) -> _Read:
    from dossierpress.schema import yaml  # noqa: PLC0415  (yaml and pydantic are heavy)
    from dossierpress.schema.validate import validate  # noqa: PLC0415

    config, found = validate(Config, yaml.read(text, path=SourcePath(FILE_NAME)))
    if config is None or errors(found):
        raise ConfigError(f"{FILE_NAME} has errors", findings=found)
    return _Read(config, found)


class ConfigError(DossierError):
    """``dossier.yaml`` is missing or wrong; ``findings`` are the located reasons."""


def _web_address(url: str) -> str:
    from dossierpress.schema.checks import WEB  # noqa: PLC0415

    if not WEB.passes(url):
        raise ConfigError(f"{url!r} {WEB.message}", hint=WEB.hint)
    return url


def _normalised_url_warning(config: Config) -> tuple[Diagnostic, ...]:
    if config.url and not config.url.endswith("/"):
        return ()
    return () if config.url else (_no_url(),)


def _no_url() -> Diagnostic:
    from dossierpress.diagnostics import Severity  # noqa: PLC0415

    return Diagnostic(
        Span(SourcePath(FILE_NAME), 1, 1),
        "config-no-url",
        "no `url` is set",
        "feeds and canonical links need the address the dossier will be published at",
        Severity.NOTICE,
    )
