"""Note files as people write them: pieces that a test can put together, and knows by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

BREAKS = st.sampled_from(["\n", "\r\n"])
COMMENTS = st.sampled_from(["", "", "# to be checked\n", "\n", "  # é « »\n\n"])
ENDS = st.sampled_from(["", " ", "  # sûr ?", " # \"quoted\" 'twice' [x] {y}"])
_OTHERS = (
    'author: "La rédaction"', "author:   'L''autre'", "date: 2026-11-23", 'date: "2015-12~"', "tags: [ISSG, 'b']",
    "tags:\n- ISSG # one\n-   \"b\"", "lang: fr", "sources:\n  - title: \"T: x\"\n    url: https://example.org/a?b=1#c",
    "draft: true", "kind: question", "kind: contexte", "id: n4",
)  # fmt: skip
_QUOTES = ('"a b"', "'a b'", "a b", ">-\n  a\n  b", "a\n  b", '"a \\\n  b"')
_BODIES = (
    "",
    "Texte.\n",
    "\nTexte.\n\n### Un titre\n\n```\n## code\n```\n\n\n",
    "Texte[^1].\n\n[^1]: Note.",
    "   \n",
)


@dataclass(frozen=True, slots=True)
class Written:
    """A file, and the parts of it a test may change, each with all that stands before and after."""

    pieces: Sequence[tuple[str, str]]  # name of a part (empty for the rest) and its text
    line_break: str
    bom: bool

    @property
    def data(self) -> bytes:
        """The file."""
        return self._bytes("".join(text for _, text in self.pieces), bom=self.bom)

    def around(self, name: str) -> tuple[bytes, bytes]:
        """What stands before and after the part called ``name``."""
        at = [part for part, _ in self.pieces].index(name)
        texts = [text for _, text in self.pieces]
        return self._bytes("".join(texts[:at]), bom=self.bom), self._bytes(
            "".join(texts[at + 1 :]), bom=False
        )

    def _bytes(self, text: str, *, bom: bool) -> bytes:
        return (b"\xef\xbb\xbf" if bom else b"") + text.replace("\n", self.line_break).encode()


@st.composite
def single(draw: st.DrawFn) -> Written:
    """A file of one note; its parts are ``quote`` (the value) and ``text``."""
    chosen = draw(st.lists(st.sampled_from(_OTHERS), unique_by=lambda line: line.partition(":")[0]))
    lines = draw(st.permutations(['article: "17303"', "quote", *chosen]))
    pieces: list[tuple[str, str]] = [("", "---\n")]
    for line in lines:
        comment = draw(COMMENTS)
        blocks = any(text.startswith(">") for _, text in pieces[-2:])  # what is indented below belongs to it
        pieces.append(("", comment.lstrip(" ") if blocks else comment))
        if line == "quote":
            value, end = draw(st.sampled_from(_QUOTES)), draw(ENDS)
            end = "" if value.startswith(">") else end
            pieces += [("", "quote: "), ("quote", value), ("", f"{end}\n")]
        else:
            pieces.append(("", f"{line}{draw(ENDS)}\n"))
    text = draw(st.sampled_from(_BODIES))
    pieces += [("", draw(COMMENTS).lstrip(" ") + "---\n"), *_text(text, "text")]
    return Written(pieces, draw(BREAKS), draw(st.booleans()))


@st.composite
def several(draw: st.DrawFn) -> Written:
    """A file of two to four notes; the parts of number 1 are ``heading1``, ``passage1`` and ``text1``."""
    front = f'---\n# all\narticle: "17303"{draw(ENDS)}\nauthor: A\n---\n'
    pieces = [("", front), ("", draw(st.sampled_from(["", "\n"])))]
    kinds = ("contexte : n1", "question", "Claim · n3 ##", "correction:n4")
    for number in range(draw(st.integers(2, 4))):
        passage = draw(st.sampled_from(["> a b", "> x ==a b== y", ">a\n> b", "   > ==a\n> b==  y z"]))
        text = draw(
            st.sampled_from(["Texte.\n\n", "\n\nTexte.\n\n```\n## code\n```\n\n", "### Titre\n\nTexte.\n"])
        )
        pieces += [("", draw(st.sampled_from(["## ", "  ##  "]))), (f"heading{number}", kinds[number])]
        pieces += [
            ("", draw(st.sampled_from(["\n", "\n\n", "  \n\n\n"]))),
            (f"passage{number}", passage),
            ("", "\n\n"),
        ]
        pieces += _text(text, f"text{number}")
    return Written(pieces, draw(BREAKS), draw(st.booleans()))


def _text(text: str, name: str) -> list[tuple[str, str]]:
    """A text, its blank lines apart."""
    core = text.strip("\n ")
    if not core:
        return [(name, text)]
    top, _, end = text.partition(core)
    return [("", top), (name, core), ("", end)]
