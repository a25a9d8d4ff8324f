"""Encodings, line ends, invisible characters, leftovers of HTML."""

import unicodedata

import pytest

from dossierpress.importing.clean import clean
from dossierpress.importing.decode import NotText, decode
from dossierpress.importing.draft import Sure
from tests.importing.conftest import TEXTS, codes, fields, read
from tests.importing.pages import PARAGRAPHS, TITLE, page

PAGE = page(
    paragraphs=(*PARAGRAPHS, "Une œuvre de Zoë coûte quelque chose, dit le maître d'ouvrage à Noël, déçu.")
)
TURKISH = (
    "Göl kıyısındaki şehirlerin belediye başkanları, ilkbahar taşkınlarından önce eski setlerin onarılması "
    "için ortak bir liste üzerinde anlaştı. Çalışmalar ağustos ayına kadar sürecek, dedi komisyon sözcüsü.\n"
) * 4
RUSSIAN = (TEXTS / "E_russian.txt").read_text("utf-8").replace("©", "(c)").replace("—", "-").replace("ö", "o")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode(encoding: str) -> None:
    """A byte order mark decides; without one, UTF-8."""
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    decoded = decode(mark + PAGE.encode(encoding))
    assert decoded.text == PAGE
    assert decoded.sure is Sure.CERTAIN
    assert decoded.encoding in (encoding, "utf-8", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (PAGE.replace("œ", "oe"), "iso-8859-1"),
        (PAGE, "cp1252"),
        (PAGE, "iso-8859-15"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (TURKISH, "cp1254"),
    ],
)
def test_older_encodings(text: str, encoding: str) -> None:
    """A guess that gives the right text, whatever the guess is called, and is never called certain."""
    decoded = decode(text.replace("©", "(c)").encode(encoding))
    assert decoded.text == text.replace("©", "(c)")
    assert decoded.sure is not Sure.CERTAIN


def test_the_encoding_is_recorded() -> None:
    """The draft tells by which encoding the text was read."""
    assert read(PAGE.encode("cp1252")).encoding in ("windows-1252", "cp1252")
    assert fields(read(PAGE.encode("cp1252")))["title"] == TITLE


def test_doubled_utf8_is_repaired() -> None:
    """UTF-8 taken for Windows-1252 and encoded again comes back, and the receipt says so."""
    undefined = b"\x81\x8d\x8f\x90\x9d"
    spoilt = "".join(chr(b) if b in undefined else bytes([b]).decode("cp1252") for b in PAGE.encode())
    draft = read(spoilt)
    assert fields(draft) == fields(read(PAGE))
    assert draft.changes == ("UTF-8 that had been encoded twice was repaired",)


@pytest.mark.parametrize("text", ["Il dit Ã© et il dit été.", "SergueÃ¯", "Ã‰tat français", "été, Noël"])
def test_what_is_not_certain_is_left(text: str) -> None:
    """A text that only speaks of such characters, or has a single one, is not touched."""
    assert decode(text.encode()).text == text


def test_no_text() -> None:
    """Zero bytes, a broken UTF-16 text: told apart from text."""
    for data in (b"abc\0def", b"\xff\xfea"):
        with pytest.raises(NotText):
            decode(data)
    assert codes(read(b"abc\0def")) == ["import-binary"]


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\n", b"\xef\xbb\xbf\n", "\u00a0\u200b\n".encode(), b"-----\n***\n"]
)
def test_nothing_to_read(data: bytes) -> None:
    """An empty file, white space, drawn lines: an error, not an article."""
    assert codes(read(data)) == ["import-empty"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85", "\f", "\v"])
def test_line_ends(end: str) -> None:
    """Every kind of line end gives the same article."""
    draft = read(PAGE.replace("\n", end))
    assert draft.paragraphs == read(PAGE).paragraphs
    assert fields(draft) == fields(read(PAGE))


def test_mixed_and_missing_line_ends() -> None:
    """Line numbers count every kind of end; the last line needs none."""
    mixed = PAGE.replace("\n", "\r\n", 5)
    assert [field.first for field in read(mixed).fields] == [field.first for field in read(PAGE).fields]
    assert fields(read(PAGE + "\n")) == fields(read(PAGE))


def test_written_out_line_ends() -> None:
    r"""Dumps of databases write ``\r\n`` as four characters."""
    draft = read(PAGE.replace("\n", "\\r\\n"))
    assert fields(draft) == fields(read(PAGE))
    assert "made real" in draft.changes[0]


def test_non_breaking_spaces_stay_in_the_text() -> None:
    """French spaces before punctuation are part of the text."""
    text = "Le ministre a demandé\u00a0: «\u202fQui relèvera la digue avant la crue\u202f?\u00a0»."
    assert read(page(paragraphs=(text,))).paragraphs == (text,)


def test_invisible_characters() -> None:
    """Soft hyphens, zero-width spaces and byte order marks vanish; joiners of other scripts stay."""
    draft = read(
        page(title="Helikopter\u00adlande\u200bplatz am\ufeff Ufer: die Ingenieure beraten über den Ort")
    )
    assert fields(draft)["title"] == "Helikopterlandeplatz am Ufer: die Ingenieure beraten über den Ort"
    assert draft.changes == ("3 invisible characters were removed",)
    persian = (
        "می\u200cخواهند سدهای قدیمی رودخانه را پیش از سیلاب بهار تعمیر کنند و این کار را امسال آغاز کنند."
    )
    assert read(page(paragraphs=(persian,))).paragraphs == (persian,)


def test_decomposed_accents() -> None:
    """A page with combining accents reads like one with composed letters."""
    assert fields(read(unicodedata.normalize("NFD", PAGE))) == fields(read(PAGE))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("abc \u202eecb\u202c", "abc ecb"),
        ("abc \u2067עברית\u2069 def", "abc \u2067עברית\u2069 def"),
        ("abc \u2067עברית def", "abc עברית def"),
        ("abc\u2069 def", "abc def"),
        ("abc\u200f def", "abc\u200f def"),
    ],
)
def test_bidirectional_controls(text: str, left: str) -> None:
    """Overrides go; isolates and embeddings stay in pairs; single marks do no harm."""
    assert [line.text for line in clean(text).lines] == [left]


def test_leftovers_of_html() -> None:
    """Entities are decoded once, tags and scripts are dropped and listed, breaks are line ends."""
    first = (
        "Les ing&eacute;nieurs &amp; les p&ecirc;cheurs du lac&nbsp;veulent <b>un accord</b> avant la crue."
    )
    second = (
        "On lit &amp;lt;b&amp;gt; dans le rapport, et &lt;i&gt; dans son annexe, sans en savoir la raison."
    )
    text = f"<p>{first}<br/>{second}</p>"
    script = "<script>\nalert('crue')\n</script>"
    draft = read(page(paragraphs=(text, script, PARAGRAPHS[3])))
    assert draft.paragraphs == (
        "Les ingénieurs & les pêcheurs du lac\u00a0veulent un accord avant la crue.",
        "On lit &lt;b&gt; dans le rapport, et <i> dans son annexe, sans en savoir la raison.",
        PARAGRAPHS[3],
    )
    markup = [piece.text for piece in draft.dropped if piece.role == "markup"]
    assert any("alert" in text for text in markup)
    assert {"<p>", "<br/>", "</p>", "<b>", "</b>"} <= set(markup)


def test_an_unclosed_script_swallows_nothing() -> None:
    """A text that merely mentions an opening tag keeps its end."""
    text = "La page montrait <script> au lieu du nom de la rivière, et personne ne savait pourquoi."
    assert read(page(paragraphs=(text, PARAGRAPHS[3]))).paragraphs == (text, PARAGRAPHS[3])


def test_line_numbers_below_a_script() -> None:
    """Scripts of several lines do not move the numbers of the lines below."""
    draft = read("<script>\nvar a;\n</script>\n" + page())
    places = {field.name: field.first for field in draft.fields}
    assert places["title"] == 7


def test_lost_characters_are_reported() -> None:
    """Replacement characters in the raw file cannot be repaired, but are told."""
    assert codes(read(page(paragraphs=(PARAGRAPHS[0].replace("é", "\ufffd"),)))) == ["import-damaged"]
