"""What texts of certain keys must look like: one pattern a key, for validation and for the JSON Schemas."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dossierpress.schema.record import join
from dossierpress.schema.shape import fields, group, leaves


@dataclass(frozen=True, slots=True)
class Check:
    """A regular expression for the whole text, read alike by Python and JavaScript, and what to say."""

    pattern: str
    message: str
    hint: str

    def passes(self, value: object) -> bool:
        """Whether a text, or a number meant as one, has the form; other values are not ours to judge."""
        if isinstance(value, bool) or not isinstance(value, str | int):
            return True
        return re.search(self.pattern, str(value)) is not None


_WEB = r"https?://[^\s/?#@\\\"<>]+([/?#][^\s\\\"<>]*)?"
_FILE = r"(?!/)(?!([^/]*/)*\.\.(/|$))[^\\:?#\"<>]+"

WEB = Check(f"^{_WEB}$", "is not a web address", "write it in full: https://example.org/page")
SHORT_ID = Check("^[0-9]{1,20}$", "is not a short id", "a short id is made of digits: 17303")
SLUG = Check(
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "cannot be a part of an address",
    "use lower-case letters a-z, digits and single hyphens: vienna-talks",
)
ALIAS = Check(
    r"^(/(?!/)(?!([^/]*/)*\.\.?(/|$))[^\s\\?#\"<>]*|\s*[^\s/][\s\S]*)$",
    "is neither a name nor an old address",
    "an old address begins with one /, has no .. and no spaces: /2015/old-title/",
)
LANGUAGE = Check(
    "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "is not a language code", "use a code such as fr, en, ar or pt-BR"
)
WIKIDATA = Check("^Q[1-9][0-9]{0,15}$", "is not a Wikidata identifier", "it is Q and digits: Q58217")
SHA256 = Check("^[0-9A-Fa-f]{64}$", "is not a SHA-256", "it is 64 hexadecimal digits")
DOMAIN = Check(
    r"^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$",
    "is not a domain",
    "write it in lower case and without https:// or a slash: dossier.example.org",
)
FILE = Check(f"^{_FILE}$", "is not a file of the dossier", "write it relative to content/: raw/article.txt")
PICTURE = Check(
    f"^({_WEB}|{_FILE})$",
    "is neither a file of the dossier nor a web address",
    "write it relative to content/: images/vienna.jpg",
)
TEXT = Check(r"\S", "is empty", "write a text, or delete the entry")

#: By key, whatever the class; for lists, what each entry must look like.
CHECKS = {
    "aliases": ALIAS,
    "archive": WEB,
    "article": SHORT_ID,
    "articles": SHORT_ID,
    "authors": TEXT,
    "by": TEXT,
    "domain": DOMAIN,
    "entities": TEXT,
    "id": SHORT_ID,
    "lang": LANGUAGE,
    "name": TEXT,
    "raw": FILE,
    "repository": WEB,
    "sha256": SHA256,
    "slug": SLUG,
    "src": PICTURE,
    "statement": TEXT,
    "tags": TEXT,
    "title": TEXT,
    "url": WEB,
    "wikidata": WIKIDATA,
}
#: By class and key, where the key alone does not say.
EXCEPTIONS = {("NoteMeta", "id"): SLUG, ("Claim", "id"): SLUG}
#: What the keys of a group must look like.
OF_KEYS = {"names": LANGUAGE}


def check_of(cls: type, key: str) -> Check | None:
    """The check of a key of ``cls``, if it has one."""
    return EXCEPTIONS.get((cls.__name__, key)) or CHECKS.get(key)


def failures(cls: type, values: Mapping[str, Any], parent: str = "") -> Iterator[tuple[str, Check]]:
    """Paths whose text does not look as it must, with the check it fails."""
    for key, hint in fields(cls).items():
        if key in values:
            path, value = join(parent, key), values[key]
            yield from _of_keys(key, path, value)
            for where, inner, leaf in leaves(hint, value, path):
                yield from _of_value(check_of(cls, key), where, inner, leaf)


def _of_keys(key: str, path: str, value: Any) -> Iterator[tuple[str, Check]]:
    check = OF_KEYS.get(key)
    if check and isinstance(value, Mapping):
        yield from ((join(path, name), check) for name in value if not check.passes(name))


def _of_value(check: Check | None, path: str, hint: Any, value: Any) -> Iterator[tuple[str, Check]]:
    if check and not check.passes(value):
        yield path, check
    if (cls := group(hint)) and isinstance(value, Mapping):
        yield from failures(cls, value, path)
