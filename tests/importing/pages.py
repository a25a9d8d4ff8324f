"""Article pages of our own making, built part by part so that each part can be left out or bent."""

from collections.abc import Iterable, Sequence

PARAGRAPHS = (
    "Les ministres des deux pays riverains se sont parlé par téléphone dimanche soir afin de fixer le "
    "programme de la conférence sur le fleuve et la liste des ouvrages à réparer en premier.",
    '"A la veille de la rencontre du 3 mars, +une mise au point+ a eu lieu. Les deux délégations ont '
    'confirmé que les travaux décidés le 9 février commenceraient avant la crue", lit-on dans le communiqué.',
    "Selon elle, la commission souhaite que ce chantier aboutisse.",
    "Plusieurs différends opposent encore les ingénieurs. Les uns veulent relever les digues, les autres "
    "préfèrent élargir le lit et rendre aux prairies les terrains bâtis depuis quarante ans.",
)
TITLE = "Anne Delorme et Karl Weiss confirment le besoin de s'accorder sur une liste des digues"
CAPTION = "Anne Delorme et Karl Weiß"
CREDIT = "© AFP 2019 Lena Försterling"
RELATED = (
    "Delorme salue la position allemande sur les écluses du nord",
    "Rencontre Delorme-Weiss: aucune tolérance envers les retards",
    "Delorme-Weiss: bientôt un dialogue entre pêcheurs et bateliers?",
)
TAGS = (
    "crues",
    "rencontre",
    "Groupe international de soutien (GIS, fleuve)",
    "Etat fédéral",
    "États riverains",
)
BUTTONS = ("Règles de conduiteDiscussion", "Commenter via FacebookCommenter via Sputnik")


def page(
    *,
    chrome: str = "Ecoutez Radio Sputnik",
    caption: str = CAPTION,
    title: str = TITLE,
    credit: str = CREDIT,
    section: str = "International",
    button: str = "URL courte",
    counter: str = "48213",
    paragraphs: Sequence[str] = PARAGRAPHS,
    related_label: str = "Lire aussi:",
    related: Sequence[str] = RELATED,
    tags_label: str = "Tags:",
    tags: Sequence[str] = (", ".join(TAGS),),
    buttons: Sequence[str] = BUTTONS,
    indent: str = "    ",
    between: str = "\n",
) -> str:
    """A page with buttons, in the order of the demonstration's raw text. An empty part is left out."""
    head = [chrome, caption, "", title, "", credit, section, button, counter, ""]
    body: list[str] = []
    for paragraph in paragraphs:
        body += [paragraph, ""] if between else [paragraph]
    tail = ["", "", related_label, "", *related, tags_label, *tags, *buttons]
    lines = [line for part in (head, body, tail) for line in _without_empty(part)]
    return "\n".join(lines[:1] + [indent + line if line else "" for line in lines[1:]])


_ABSENT = "\0"


def _without_empty(part: Iterable[str]) -> list[str]:
    return [line for line in part if line != _ABSENT]


ABSENT = _ABSENT
"""Leaves a part out, line and all."""
