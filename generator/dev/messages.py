"""Collect the interface's sentences from the theme's templates, bring the translations up to date, compile them.

Run at development time only (`python generator/dev/messages.py`); then translate what is empty in each
``messages.po`` and run it again. The compiled catalogues are committed, so that a build needs no Babel.
"""

from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

THEME = Path(__file__).parents[2] / "themes" / "default"
JINJA = [("**.html", "jinja2.ext.babel_extract")]
OPTIONS = {"**.html": {"trimmed": "false", "silent": "false", "newstyle_gettext": "true"}}


def main() -> None:
    """Update and compile every language."""
    for folder in sorted((THEME / "locale").iterdir()):
        po = folder / "LC_MESSAGES" / "messages.po"
        catalog = updated(po)
        po.write_bytes(po_bytes(catalog))
        po.with_suffix(".mo").write_bytes(mo_bytes(catalog))


def template() -> Catalog:
    """Every sentence of the templates."""
    catalog = Catalog(project="dossierpress", charset="utf-8")
    for path, _, message, comments, context in extract_from_dir(THEME / "templates", JINJA, OPTIONS):
        catalog.add(message, None, [(path, 0)], auto_comments=comments, context=context)
    return catalog


def updated(po: Path) -> Catalog:
    """The translations in ``po``, with what is new left empty and what is gone left out; nothing is guessed."""
    with po.open("rb") as file:
        catalog = read_po(file, locale=po.parts[-3])
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as text, without line numbers and dates: it changes only when a sentence does."""
    out = BytesIO()
    write_po(out, catalog, width=110, omit_header=False, sort_output=True, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    dull = (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Report-Msgid-Bugs-To",
        "Last-Translator",
    )
    return "".join(line for line in lines if not line.startswith(tuple(f'"{key}' for key in dull))).encode()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


if __name__ == "__main__":
    main()
