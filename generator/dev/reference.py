"""Writes ``docs/reference/`` from the program, so that no command, key, code or variable goes undocumented.

``python -m dev.reference`` writes the pages; with ``--check`` it only says which ones are out of date.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args

import click

from dev.describe import Field, fields, in_words, nested, signature, summary
from dossierpress.cli import main as cli
from dossierpress.config import FILE_NAME, Config
from dossierpress.diagnostics import CODES
from dossierpress.model import meta
from dossierpress.model.edtf import Edtf
from dossierpress.model.page import Page
from dossierpress.model.views import View
from dossierpress.model.volume import Volume
from dossierpress.render.filters import FILTERS, GLOBALS
from dossierpress.theme import Option
from dossierpress.theme import load as load_theme

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
NOTICE = "<!-- Written by `make docs` from the program; do not edit. -->\n"
#: Folder of ``content/`` and the class that describes the front matter of its files.
KINDS: Mapping[str, type] = {
    "articles": meta.ArticleMeta,
    "notes": meta.NoteMeta,
    "entities": meta.EntityMeta,
    "events": meta.EventMeta,
    "pages": meta.PageMeta,
}
#: What every template can read without calling anything.
VARIABLES: Mapping[str, str] = {
    "page": "The page: a [Page](#page).",
    "view": "What this page shows, `page.view`: " + in_words(View) + ".",
    "chrome": "What all pages share, `page.chrome`: a [Chrome](#chrome).",
    "ui": "The language of the interface, one the theme is translated into.",
    "options": "The options of the theme, by name.",
    "asset_versions": "The version of each static file of the theme, by its path.",
    "volume": "Only in `single.html`, the whole dossier in one file: a [Volume](#volume).",
    "way": "How the page addresses others; for the filter `rel`.",
    "chosen": "A script for the head of a page: it restores the paper a reader chose before anything is shown.",
}


def pages() -> dict[str, str]:
    """The reference: file name to content."""
    return {
        "cli.md": command_line(),
        "configuration.md": configuration(),
        "front-matter.md": front_matter(),
        "diagnostics.md": diagnostics(),
        "templates.md": templates(),
    }


def command_line() -> str:
    """Every command with its arguments and options, as ``--help`` shows them."""
    parts = [_title("Command line"), "Every command explains itself with `--help`; this is what it says.\n"]
    for context in commands(cli):
        parts.append(f"\n## `{context.command_path}`\n\n```text\n{context.get_help()}\n```\n")
    return "".join(parts)


def commands(command: click.Command, parent: click.Context | None = None) -> Iterator[click.Context]:
    """The context of a command and of all commands below it."""
    name = command.name if parent else "dossier"
    settings = {**command.context_settings, "terminal_width": 100, "max_content_width": 100}
    context = click.Context(command, parent, info_name=name, **settings)
    yield context
    if isinstance(command, click.Group):
        inner = (command.get_command(context, name) for name in command.list_commands(context))
        for each in inner:
            if each and not each.hidden:
                yield from commands(each, context)


def configuration() -> str:
    """The keys of ``dossier.yaml``."""
    return f"{_title(f'`{FILE_NAME}`')}{summary(Config)}\n\n{_table('key', fields(Config))}"


def front_matter() -> str:
    """The keys of each kind of file, and of the values that have keys of their own."""
    parts = [
        _title("Front matter"),
        "Every file in `content/` begins with these keys, between two lines of `---`. Others are errors.\n",
    ]
    for folder, cls in KINDS.items():
        parts.append(f"\n## `content/{folder}/`\n\n{_table('key', fields(cls))}")
    for cls in nested(*KINDS.values()):
        if cls not in KINDS.values() and cls is not Edtf:
            parts.append(f"\n## {cls.__name__}\n\n{summary(cls)}\n\n{_table('key', fields(cls))}")
    parts.append(f"\n## {Edtf.__name__}\n\n{summary(Edtf)}\n")
    return "".join(parts)


def diagnostics() -> str:
    """Every code a finding can bear."""
    rows = "".join(f"| `{code}` | {text} |\n" for code, text in sorted(CODES.items()))
    return (
        f"{_title('Findings')}`dossier check` and `dossier build` print each finding as\n"
        "`file:line:column: code message (hint)`.\n\n| code | meaning |\n|---|---|\n" + rows
    )


def templates() -> str:
    """What a theme's templates may read and call, and the options of the default theme."""
    variables = "".join(f"| `{name}` | {text} |\n" for name, text in VARIABLES.items())
    return "".join(
        (
            f"{_title('Templates')}Templates are [Jinja](https://jinja.palletsprojects.com/) templates with ",
            "the `i18n` extension. They are given these variables, functions and filters, and nothing else: ",
            "no clock, no file, no configuration.\n\n| variable | what it is |\n|---|---|\n",
            variables,
            *_callables("Functions", GLOBALS),
            *_callables("Filters", FILTERS),
            "\n## Options of the default theme\n\n| option | unless said | what it is |\n|---|---|---|\n",
            *(f"| `{name}` | `{_yaml(o.default)}` | {o.description} |\n" for name, o in _options().items()),
            *map(_variables, nested(Page, *get_args(View), Volume)),
        )
    )


def _callables(title: str, functions: Mapping[str, Callable[..., object]]) -> list[str]:
    lines = [
        f"| `{signature(name, function)}` | {summary(function)} |\n" for name, function in functions.items()
    ]
    return [f"\n## {title}\n\n| call | what it gives |\n|---|---|\n", *lines]


def _variables(cls: type) -> str:
    rows = "".join(f"| `{f.name}` | {f.type} | {f.explanation} |\n" for f in fields(cls))
    return f"\n## {cls.__name__}\n\n{summary(cls)}\n\n| name | type | what it is |\n|---|---|---|\n{rows}"


def _options() -> Mapping[str, Option]:
    theme, _ = load_theme(ROOT, "default", {})
    return theme.declared


def _yaml(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def undocumented() -> list[str]:
    """What has no explanation in the program, and so none in the reference."""
    keys = [Config, *nested(*KINDS.values())]
    missing = [
        f"{c.__name__}.{f.name}" for c in keys if c is not Edtf for f in fields(c) if not f.explanation
    ]
    for context in commands(cli):
        missing += [] if context.command.help else [context.command_path]
        options = (p for p in context.command.params if isinstance(p, click.Option))
        missing += [f"{context.command_path} {o.opts[-1]}" for o in options if not o.help]
    missing += [name for name, function in {**FILTERS, **GLOBALS}.items() if not summary(function)]
    return missing + [code for code, text in CODES.items() if not text.strip()]


def _title(title: str) -> str:
    return f"{NOTICE}\n# {title}\n\n"


def _table(first: str, rows: Iterable[Field]) -> str:
    lines = [f"| `{f.name}` | {f.type} | {f.default} | {f.explanation} |\n" for f in rows]
    return f"| {first} | value | unless said | what it is |\n|---|---|---|---|\n{''.join(lines)}"


def main(arguments: list[str]) -> int:
    """Write the reference, or check that it is up to date (exit code 1 when it is not)."""
    stale = [name for name, text in pages().items() if _read(REFERENCE / name) != text]
    if "--check" in arguments:
        for name in stale:
            sys.stderr.write(f"docs/reference/{name} is out of date: run `make docs`\n")
        return 1 if stale else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (REFERENCE / name).write_text(pages()[name], encoding="utf-8")
        sys.stdout.write(f"docs/reference/{name}\n")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
