"""``dossier.yaml``: what an editor may set, and how it is read."""

from dataclasses import dataclass, field
from pathlib import Path

from dossierpress.diagnostics import Diagnostic, DossierError, errors
from dossierpress.model.meta import STRICT
from dossierpress.model.source import SourcePath, Span

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
    """The branch of the repository that pages link to for editing."""
    output: str = "output"
    """The folder the site is written to."""
    feed_items: int = 50
    """How many entries a feed holds at most."""
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
        """What can be deleted at any moment."""
        return self.root / ".dossier"


def load(root: Path) -> tuple[Project, tuple[Diagnostic, ...]]:
    """Read ``dossier.yaml`` of the dossier in ``root``; return the project and the warnings about it.

    Raises `ConfigError` when there is no such file or when it has errors.
    """
    from dossierpress.schema import yaml  # noqa: PLC0415  (yaml and pydantic are heavy)
    from dossierpress.schema.validate import validate  # noqa: PLC0415

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
    record = yaml.read(text, path=SourcePath(FILE_NAME))
    config, found = validate(Config, record)
    if config is None or errors(found):
        raise ConfigError(f"{FILE_NAME} has errors", findings=found)
    return Project(root, config), (*found, *_normalised_url_warning(config))


class ConfigError(DossierError):
    """``dossier.yaml`` is missing or wrong; ``findings`` are the located reasons."""

    def __init__(self, message: str, *, hint: str = "", findings: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message, hint=hint)
        self.findings = findings


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
