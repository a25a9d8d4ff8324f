"""A command whose verbs are modules, each imported only when it is used: help and errors are quick."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

#: How every group of verbs explains itself.
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Verb(NamedTuple):
    """The module of this package a verb is in, the command there, and the first sentence of its help."""

    module: str
    command: str
    summary: str


class Verbs(click.Group):
    """A group that knows its verbs by a table: ``verbs``, in the order of their use."""

    def __init__(self, *args: Any, verbs: Mapping[str, Verb], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of their use."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The verb's command, or nothing."""
        if name not in self.verbs:
            return None
        verb = self.verbs[name]
        command: click.Command = getattr(import_module(f"dossierpress.cli.{verb.module}"), verb.command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs by the table, without a look at their modules."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.summary) for name, verb in self.verbs.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that ``args`` begin with; the message about an unknown one names the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from dossierpress.schema.nearest import nearest

            near = nearest(args[0], self.verbs)
            hint = f" Did you mean {near!r}?" if near else ""
            raise click.UsageError(f"{error.message}{hint}", ctx) from error
