"""D5: two sources that would be one file somewhere are an error that names both; no name is one a system refuses."""

import json
from itertools import product
from pathlib import Path

from tests.robustness.child import dossier, run
from tests.robustness.row import Amount, Row

PROMISED = 500
_STEMS = ("quai", "éclair", "straße", "Kelvin", "ﬁn", "Σίσυφος", "nœud", "Ångström", "İzmir", "ǅep")


def _variants(stem: str) -> list[tuple[str, str]]:
    """Pairs of names that are one on some file system."""
    import unicodedata

    nfc, nfd = unicodedata.normalize("NFC", stem), unicodedata.normalize("NFD", stem)
    pairs = [
        (stem, stem),
        (stem, stem.upper()),
        (stem.lower(), stem.casefold().title()),
        (nfc, nfd),
        (nfc, nfd.upper()),
    ]
    pairs += [
        (stem, stem.casefold()),
        (stem.replace("K", "\u212a"), stem),
        (stem.replace("ß", "ẞ"), stem.replace("ß", "ss")),
    ]
    return [pair for pair in pairs if _same(*pair)]


def _same(one: str, other: str) -> bool:
    import unicodedata

    def key(text: str) -> str:
        return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())

    return key(one) == key(other)


def pairs() -> list[tuple[str, str]]:
    """Addresses, as aliases, that collide: the same, equal on some system, or a file where a folder must be."""
    found = []
    for stem, (before, after) in product(
        _STEMS, (("", "/"), ("a/", "/"), ("", "/x/"), ("", ".html"), ("A/b/", ".html"))
    ):
        found += [(f"/{before}{one}{after}", f"/{before}{other}{after}") for one, other in _variants(stem)]
        found += [(f"/{before}{stem}.html", f"/{before}{stem}.html/{n}/") for n in "12"]
    return found


def refused() -> list[str]:
    """Addresses with a part that Windows cannot store."""
    devices = ("con", "CON", "prn", "aux", "nul", "com1", "LPT9", "nul.html", "con.tar")
    other = ("x.", "x ", "a<b", "a>b", "a:b", 'a"b', "a|b", "a?b", "a*b", "a\\b", "..", ".")
    return [
        f"/{before}{part}{after}"
        for part in (*devices, *other)
        for before, after in (("", "/"), ("a/", "/x/"))
    ]


def row(folder: Path, amount: Amount) -> Row:
    """Each pair in a dossier of its own; one that does not collide must be accepted: the control of the row's eye."""
    made = Row("D5", "colliding and unportable names", PROMISED)
    chosen = [*pairs()][:: max(1, amount.every // 4)]
    for one, other in chosen:
        made.reached += 1
        if not _names_both(folder, one, other):
            made.broken.append(f"{one!r} and {other!r} are accepted, or not both named")
    for address in refused()[:: max(1, amount.every // 4)]:
        made.reached += 1
        if not _found(folder, [address]):
            made.broken.append(f"{address!r} is accepted")
    made.control = sum(
        not _found(folder, list(pair)) for pair in (("/quai/", "/quais/"), ("/a/", "/a/b/"), ("/é/", "/e/"))
    )
    made.remarks.append(f"{len(chosen)} pairs")
    return made


def _names_both(folder: Path, one: str, other: str) -> bool:
    found = [
        f
        for f in _found(folder, [one, other])
        if f["code"] in ("output-collision", "meta-form", "unportable-path")
    ]
    told = " ".join(f"{finding['path']} {finding['message']}" for finding in found)
    return ("content/articles/p0.md" in told and "content/articles/p1.md" in told) or _refused_alone(
        folder, one, other
    )


def _refused_alone(folder: Path, one: str, other: str) -> bool:
    """Whether one of them is no address for itself already."""
    return bool(_found(folder, [one]) or _found(folder, [other]))


def _found(folder: Path, addresses: list[str]) -> list[dict[str, str]]:
    root = folder / "pair"
    articles = root / "content/articles"
    articles.mkdir(parents=True, exist_ok=True)
    (root / "dossier.yaml").write_text("title: Essai\nurl: https://example.org/\n", encoding="utf-8")
    for path in articles.iterdir():
        path.unlink()
    for n, address in enumerate(addresses):
        alias = json.dumps(address, ensure_ascii=False)
        text = f'---\ntitle: Texte {n}\nid: "{n + 1}"\naliases: [{alias}]\n---\nUn texte.\n'
        (articles / f"p{n}.md").write_text(text, encoding="utf-8")
    end = run(dossier("check", "--format", "json"), root)
    found: list[dict[str, str]] = json.loads(end.said) if end.said.startswith("[") else []
    return [finding for finding in found if finding["severity"] == "error"]
