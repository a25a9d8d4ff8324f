"""A draft as the text of a file in ``content/articles/``."""

import hashlib
from collections.abc import Collection

from dossierpress.importing.draft import Draft, Value
from dossierpress.importing.escape import escape
from dossierpress.markup.slug import slugify
from dossierpress.schema.emit import front_matter, nested

FENCE = "---\n"
Flat = dict[str, Value]
"""Front matter by dotted keys."""
#: What an import may write into front matter, in this order.
KEYS = (
    "title", "id", "date", "updated", "lang", "section", "description", "authors",
    "source.name", "source.url", "source.raw", "source.sha256", "source.encoding",
    "image.caption", "image.credit", "tags", "related", "review",
)  # fmt: skip


def values(draft: Draft, *, id_: str, raw: str) -> Flat:
    """The front matter of a new article, in the order it is written. ``raw`` as in `Origin.raw`."""
    found: Flat = {field.name: field.value for field in draft.fields}
    found |= {"id": id_, "source.raw": raw, "source.sha256": draft.sha256, "source.encoding": draft.encoding}
    if draft.review:
        found["review"] = draft.review
    found.setdefault("title", None)
    return {name: found[name] for name in KEYS if name in found}


def body(draft: Draft) -> str:
    """The body in Markdown, one line a paragraph, ending in a newline; empty without paragraphs."""
    return "".join(f"{escape(paragraph)}\n\n" for paragraph in draft.paragraphs).removesuffix("\n")


def text(flat: Flat, markdown: str) -> str:
    """The whole file."""
    return f"{FENCE}{front_matter(nested(flat))}{FENCE}\n{markdown}"


def base_name(draft: Draft, *, id_: str) -> str:
    """The file's name without its ending: ``2015-12-14-lavrov-et-kerry``, without a date the slug alone."""
    title, date = draft.text("title"), draft.text("date")
    slug = str(slugify(title)) if title else f"article-{id_}"
    return f"{date}-{slug}" if date else slug


def free_name(wanted: str, taken: Collection[str], *, id_: str) -> str:
    """``wanted``, with the id behind it when its `plain_slug` is taken."""
    return wanted if plain_slug(wanted) not in taken else f"{wanted}-{id_}"


def plain_slug(name: str) -> str:
    """A file's name without the date before it, folded as case-blind file systems do."""
    parts = name.casefold().split("-", 3)
    dated = len(parts) == 4 and all(part.isdigit() for part in parts[:3]) and len(parts[0]) == 4
    return parts[3] if dated else name.casefold()


def free_id(draft: Draft, taken: Collection[str]) -> tuple[str, str]:
    """The short id: the page's counter, or five digits made from the text, the next free.


    The number is the SHA-256 of the paragraphs modulo 90,000, so that the same text always gets the same id.
    """
    counter = draft.text("id")
    if counter and counter not in taken:
        return counter, ""
    digest = hashlib.sha256("\n".join(draft.paragraphs).encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:8], "big") % 90_000
    for step in range(90_000):
        candidate = str(10_000 + (number + step) % 90_000)
        if candidate not in taken:
            return candidate, _rule(counter)
    return str(100_000 + len(taken)), _rule(counter)


def _rule(counter: str) -> str:
    made = "made from the text's digest"
    return (
        f"{made}, because {counter} belongs to another article"
        if counter
        else f"{made}: the page shows no number"
    )


def digest(markdown: str) -> str:
    """The SHA-256 of a body, blank lines around it aside: tells whether it was edited."""
    return hashlib.sha256(markdown.strip().encode("utf-8", "surrogatepass")).hexdigest()
