"""A page keeps its meaning when parts are missing, bent or reordered."""

import textwrap

import pytest

from dossierpress.importing.draft import Value
from tests.importing.conftest import codes, fields, read
from tests.importing.pages import ABSENT, BUTTONS, CAPTION, CREDIT, PARAGRAPHS, RELATED, TAGS, TITLE, page

WHOLE: dict[str, Value] = {
    "title": TITLE,
    "id": "48213",
    "lang": "fr",
    "section": "International",
    "source.name": "Sputnik",
    "image.caption": CAPTION,
    "image.credit": CREDIT,
    "tags": TAGS,
    "related": RELATED,
}
PARTS = {
    "chrome": None,
    "caption": "image.caption",
    "title": "title",
    "credit": "image.credit",
    "section": "section",
    "button": None,
    "counter": "id",
    "related_label": None,
    "tags_label": None,
}


def test_a_whole_page() -> None:
    """All fields, all paragraphs."""
    draft = read(page())
    assert fields(draft) == WHOLE
    assert draft.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(("part", "lost"), PARTS.items())
def test_one_part_missing(part: str, lost: str | None) -> None:
    """Without any one part of the page every other field still reads the same, and so does the body."""
    draft = read(page(**{part: ABSENT}))
    assert fields(draft) == {name: value for name, value in WHOLE.items() if name != lost}
    assert draft.paragraphs == PARAGRAPHS


def test_a_missing_label_is_doubted() -> None:
    """Titles and tags found without their label are guesses, to be checked."""
    assert "related" in read(page(related_label=ABSENT)).review
    assert "tags" in read(page(tags_label=ABSENT)).review


def test_headline_and_caption_missing() -> None:
    """A page that starts with its section has no headline; the lede never becomes one."""
    draft = read(page(caption=ABSENT, title=ABSENT, credit=ABSENT))
    assert draft.value("title") is None
    assert "title" in draft.review
    assert codes(draft) == ["import-no-title"]
    assert draft.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "tags",
    [
        TAGS,
        ("; ".join(TAGS),),
        (", ".join(TAGS) + ",",),
        (", ".join(TAGS[:2]) + ",", ", ".join(TAGS[2:])),
        (", ".join((*TAGS, "Crues", "etat fédéral")),),
        tuple(f"#{tag}" for tag in TAGS),
    ],
    ids=["one a line", "semicolons", "trailing comma", "two lines", "doubles", "hash signs"],
)
def test_lists_of_tags(tags: tuple[str, ...]) -> None:
    """However the list is written it gives the same tags; a comma in brackets cuts nothing."""
    assert fields(read(page(tags=tags)))["tags"] == TAGS


@pytest.mark.parametrize(
    "label",
    [
        "Lire aussi :",
        "Lire aussi\u202f:",
        "Lire\u00a0aussi\u00a0:",
        "LIRE AUSSI",
        "Lire\u00adaussi\u200b：",
        "À lire aussi...",
    ],
)
def test_spellings_of_a_label(label: str) -> None:
    """Spaces, case, accents, soft hyphens, zero-width characters and colons make no difference."""
    assert fields(read(page(related_label=label)))["related"] == RELATED


@pytest.mark.parametrize(
    "buttons",
    [
        ("Règles de conduite", "Discussion", "Commenter via Facebook", "Commenter via Sputnik"),
        ("Règles de conduiteDiscussionCommenter via FacebookCommenter via Sputnik",),
        ("DiscussionRègles de conduite", "Commenter via SputnikTous les commentaires"),
        ("Regles de conduite Discussion",),
    ],
)
def test_buttons_in_any_glue(buttons: tuple[str, ...]) -> None:
    """A line that can be cut wholly into known labels is one, in any order and number."""
    draft = read(page(buttons=buttons))
    assert fields(draft)["tags"] == TAGS
    assert [piece.text for piece in draft.dropped if piece.role == "footer"] == list(buttons)


def test_an_ordinary_line_is_no_label() -> None:
    """A word that is also a label ("Discussion") may be a heading within the text."""
    paragraphs = (PARAGRAPHS[0], "Discussion", PARAGRAPHS[3])
    assert read(page(paragraphs=paragraphs)).paragraphs == paragraphs


def test_a_button_within_the_text_loses_nothing() -> None:
    """Running text below a comment button goes to the body, with a request to check it."""
    draft = read(page(paragraphs=(PARAGRAPHS[0], BUTTONS[1], PARAGRAPHS[3])))
    assert draft.paragraphs == (PARAGRAPHS[0], PARAGRAPHS[3])
    assert "body" in draft.review


def test_read_also_within_the_text() -> None:
    """A title behind its label is lifted out of the text, which goes on below."""
    paragraphs = (PARAGRAPHS[0], f"Lire aussi: {RELATED[0]}", PARAGRAPHS[3])
    draft = read(page(paragraphs=paragraphs, related=RELATED[1:]))
    assert draft.paragraphs == (PARAGRAPHS[0], PARAGRAPHS[3])
    assert fields(draft)["related"] == RELATED


def test_no_blank_lines() -> None:
    """Lines of their own are paragraphs of their own, with or without blank lines between."""
    assert read(page(between="")).paragraphs == PARAGRAPHS


def test_lines_broken_to_a_width() -> None:
    """A text that was wrapped at 72 columns is put together again."""
    wrapped = "\n\n".join("\n".join(textwrap.wrap(p, 72)) for p in PARAGRAPHS[:2])
    draft = read(f"{TITLE}\n\n{wrapped}\n")
    assert draft.paragraphs == PARAGRAPHS[:2]


def test_adjacent_repeat() -> None:
    """A lede that is printed twice is kept once; the double is listed as dropped."""
    draft = read(page(paragraphs=(PARAGRAPHS[0], *PARAGRAPHS)))
    assert draft.paragraphs == PARAGRAPHS
    assert [piece.text for piece in draft.dropped if piece.role == "repeat"] == [PARAGRAPHS[0]]


def test_distant_repeat() -> None:
    """A paragraph that comes back later is kept and reported."""
    draft = read(page(paragraphs=(*PARAGRAPHS, PARAGRAPHS[0])))
    assert draft.paragraphs == (*PARAGRAPHS, PARAGRAPHS[0])
    assert codes(draft) == ["import-repeat"]


def test_several_articles_are_refused() -> None:
    """Two pages in one file are not mixed: an error names the lines."""
    draft = read(
        page() + "\n\n" + page(counter="48214", title="Un autre titre pour une autre page du fleuve")
    )
    assert codes(draft) == ["import-several"]
    assert "lines 8, 38" in draft.diagnostics[0].message
    assert draft.paragraphs == ()


def test_several_articles_between_rules() -> None:
    """Parts between drawn lines are articles when each has signs of a page of its own."""
    one = f"{TITLE}\n12 mars 2016\n\n{PARAGRAPHS[0]}\n"
    assert codes(read(f"{one}\n==========\n{one}")) == ["import-several"]
    assert codes(read(f"{one}\n==========\n{PARAGRAPHS[3]}\n")) == []


def test_a_plain_text() -> None:
    """Headline, blank line, paragraphs: nothing else is needed."""
    draft = read(f"{TITLE}\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[3]}\n")
    assert fields(draft) == {"title": TITLE, "lang": "fr"}
    assert draft.paragraphs == (PARAGRAPHS[0], PARAGRAPHS[3])
