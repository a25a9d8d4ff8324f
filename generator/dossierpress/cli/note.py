"""``dossier note``: a group of verbs about notes, one module each."""

import click

from dossierpress.cli.root import folder_option
from dossierpress.cli.verbs import SETTINGS, Verb, Verbs

VERBS = {
    "new": Verb(
        "note_new",
        "new",
        "Write a note on a passage of ARTICLE, which is named by its id, slug or a part of its title.",
    ),
    "list": Verb(
        "note_list", "list_", "List the notes, drafts too, in the order of articles and of their texts."
    ),
    "check": Verb(
        "note_check", "check", "Report what is wrong with the notes, and only with them; write nothing."
    ),
    "fix": Verb(
        "note_fix",
        "fix",
        "Put right the quotes of notes whose passage has changed, one by one, asking each time.",
    ),
}


@click.group(cls=Verbs, verbs=VERBS, context_settings=SETTINGS)
@folder_option
def note() -> None:
    """Write notes on passages of articles, list them, check them, and put right those that moved."""
