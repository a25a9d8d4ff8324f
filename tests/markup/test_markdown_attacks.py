"""Hostile Markdown: no script comes through, and no input costs more than its length."""

import sys
from collections.abc import Callable
from functools import partial
from itertools import product

import pytest
from selectolax.lexbor import LexborHTMLParser

from dossierpress.markup import highlight
from dossierpress.markup.markdown import render
from dossierpress.markup.overlay import splice
from tests.markup.specs import PATH, with_targets

PAYLOADS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java&#9;script:alert(1)",
    "java&Tab;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "\x01javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "javascript\\:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "data:image/png;base64,AAAA",
    "blob:https://example.org/x",
    "intent:#Intent;scheme=x;end",
    "view-source:https://example.org/",
    "file:///etc/passwd",
    "filesystem:https://example.org/x",
    "about:blank",
    "ms-msdt:/id",
    "tel:+33",
    "ftp://example.org/",
    "//evil.example/x.js",
    "\\\\evil.example\\x",
    "/\\evil.example",
    "https:evil.example",
    "https://good.example@evil.example/",
    "http://[",
    "https://x:99999999/",
    'mailto:a@b.c?"onmouseover=alert(1)',
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '"><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1)</script>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<body onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'</style>",
    "<!--<img src=--><img src=x onerror=alert(1)//>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "</p><script>alert(1)</script>",
    "</code></pre><script>alert(1)</script>",
    "</a><script>alert(1)</script>",
    "</summary></details><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    'x" style="background:url(javascript:alert(1))',
    'x" id="main" class="y',
    "{{7*7}}{% raw %}",
    "${alert(1)}`",
    "x]](javascript:alert(1))",
    "x) [y](javascript:alert(1)",
    "\ud800<script>",
    "\0<script>alert(1)</script>",
]
#: Where a payload may be written.
SINKS = [
    "{}",
    "[a]({})",
    "[a](<{}>)",
    "![a]({})",
    "![a](<{}>)",
    "<{}>",
    "[a]: <{}>\n\n[a] ![a]",
    "[{}](b.md)",
    "![{}](b.png)",
    '[a](b.md "{}")',
    "[a](https://example.org/ '{}')",
    "[a](https://example.org/{})",
    '![a](b.png "{}")',
    "[[{}]]",
    "[[{}|a]]",
    "[[a|{}]]",
    "![[{}.png|a]]",
    "![[a.png|{}]]",
    "```{}\na\n```",
    "```html\n{}\n```",
    "~~~ {}\na\n~~~",
    "`{}`",
    "    {}",
    "[^{0}]\n\n[^{0}]: a",
    "[^1]\n\n[^1]: {}",
    "^[{}]",
    "# {}",
    "> [!{}] a\n> b",
    "> [!note] {}\n> b",
    "> [!note]- {}\n> b",
    "| {} |\n|---|\n| b |",
    "| a |\n|---|\n| {} |",
    "a ^{}",
    "- [ ] {}",
    "{}\n: a",
    "=={}==",
    "%%{}%%",
    "[a](b.md#{})",
]


def words(text: str) -> set[str]:
    """The words of a text."""
    return set(text.split())


TAGS = words(
    "html head body p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong s mark a img br hr"
    " sup span div table thead tbody tr th td details summary"
)
ATTRIBUTES = words(
    "href target title rel src alt loading decoding id class role tabindex aria-label scope start open"
)
SCHEMES = ("http://", "https://", "mailto:", "#")


def repeat(unit: str, length: int) -> str:
    """A unit over and over."""
    return unit * (length // len(unit))


def pathological() -> dict[str, Callable[[int], str]]:
    """Patterns that have been quadratic somewhere, by name; each gives about the length asked for."""
    repeated = {
        name: partial(repeat, name)
        for name in [
            *(
                "[",
                "![",
                "[[a",
                "^[",
                "[a](",
                "[a](<b",
                "*a ",
                "_a __b ",
                "==a ",
                "=",
                "a==b",
                "~~a ",
                "%%a ",
                "%",
            ),
            *(
                "`a``b```",
                "<",
                "<a ",
                "<!--",
                "<http:a",
                "&a",
                "\\",
                "\\[",
                ">",
                "> a\n",
                "- ",
                "1. ",
                "[[a]] ",
            ),
            *(
                "[a](b) ",
                "[a](x:b) ",
                "![a](b) ",
                "# a\n",
                "^[a] ",
                "a\n: b\n",
                "- [ ] a\n",
                "> [!note]\n",
                "[a]: /u\n",
            ),
            *(
                "```\n",
                "<b>\n\n",
                "%%a\nb%%c\n",
                "x\n\n%%a\n",
                '[a](b "',
                '[a]: "',
                "[\n",
                "*_",
                "a ^b\n\n",
                "| a ",
            ),
        ]
    }
    return repeated | {
        "inline notes nested": lambda n: "^[" * (n // 3) + "]" * (n // 3),
        "pictures nested": lambda n: "![" * (n // 6) + "](a)" * (n // 6),
        "links nested": lambda n: "[" * (n // 5) + "](a)" * (n // 5),
        "marks without notes": lambda n: "[^1]: x\n\n" + "[^" * (n // 2),
        "footnotes": lambda n: "".join(f"[^{i}]\n\n[^{i}]: x\n\n" for i in range(n // 18)),
        "backticks of all lengths": lambda n: "".join("e" + "`" * i for i in range(int((2 * n) ** 0.5))),
        "quotes in quotes": lambda n: (">" * 50 + "a\n") * (n // 52),
        "lists in lists": lambda n: "\n".join(" " * i + "- a" for i in range(int((2 * n) ** 0.5))),
        "rows": lambda n: "| a |\n|---|\n" + "| x\n" * (n // 4),
        "columns": lambda n: "|" + "a|" * (n // 4) + "\n|" + "-|" * (n // 4),
        "a definition used often": lambda n: "[a]: " + "b" * (n // 2) + "\n\n" + "[a]" * (n // 6),
        "spaces": lambda n: "a" + " " * n + "b\nc" + " " * n + "^",
        "digits of an entity": lambda n: "&#" + "1" * n,
        "a line underlined": lambda n: "a\n" * (n // 2) + "=",
        "control characters": lambda n: "[a](<" + "\x0b" * n + ">)",
    }


def calls(text: str) -> int:
    """How many calls rendering a text takes: a measure of work that does not depend on the machine's mood."""
    count = 0

    def tick(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        render(text, path=PATH)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_script_comes_through(payload: str) -> None:
    """In every place a payload may stand, only harmless elements, attributes and addresses come out."""
    for sink in SINKS:
        body, _ = render(sink.format(payload), path=PATH)
        tree = LexborHTMLParser(with_targets(body))
        for node in tree.css("*"):
            assert node.tag in TAGS, (sink, node.html)
            assert set(node.attributes) <= ATTRIBUTES, (sink, node.html)
            assert (node.attributes.get("href") or "#").startswith(SCHEMES), (sink, node.html)
            assert "src" not in node.attributes or node.tag == "img"


def test_the_check_would_notice() -> None:
    """The check above is not blind: interpreted HTML would fail it."""
    tree = LexborHTMLParser("<p><img src=x onerror=alert(1)></p>")
    assert any(set(node.attributes) - ATTRIBUTES for node in tree.css("*"))
    assert len(PAYLOADS) >= 60


@pytest.mark.parametrize("payload", PAYLOADS[:36])
def test_refused_addresses_are_findings(payload: str) -> None:
    """An address that is not written into the page is either reported or was never a link."""
    body, found = render(f"[texte](<{payload}>)", path=PATH)
    linked = "<a " in body.html or body.references
    assert linked or found or "[texte]" in body.text
    assert not any(reference.target.lower().startswith("javascript") for reference in body.references)


@pytest.mark.parametrize("name", pathological())
def test_work_grows_with_length_only(name: str) -> None:
    """Four times the text takes at most six times the calls."""
    make = pathological()[name]
    calls(make(64))  # whatever is made once
    small, large = make(2000), make(8000)
    assert calls(large) <= 6 * calls(small) + 2000


@pytest.mark.parametrize("name", pathological())
def test_long_hostile_texts_are_rendered(name: str) -> None:
    """64 KiB of each pattern come to an end, and their insertions fit."""
    body, _ = render(pathological()[name](65536), path=PATH)
    assert splice(body.html, []) == body.html


@pytest.mark.parametrize("language", sorted(highlight.LANGUAGES))
@pytest.mark.parametrize(
    "unit", [" ", "a ", "/*\n", "<!--\n", '"\\', "\n", " \n", "a.", "1.", "(", "<?\n", "[[\n"]
)
def test_code_is_kept_whole(language: str, unit: str) -> None:
    """Whatever the lexer makes of hostile code of the largest size, the text is the author's."""
    limit = highlight.LIMIT if language in highlight.STEADY else highlight.LIMIT_LOOKING_AHEAD
    code = "x" + unit * (limit // len(unit) // 4)
    shown = "".join(text for _, text in highlight.pieces(language, code))
    assert shown.split() == code.split()


def test_languages_are_few_and_known() -> None:
    """At most thirty lexers, none of those known to be slow."""
    lexers = set(highlight.LANGUAGES.values())
    slow = words("androidbp apacheconf aspectj autohotkey autoit basemake c c-objdump easytrieve fan gherkin")
    slow |= words("idris janet kal systemd xpp cpp rst adl make java console markdown")
    assert len(lexers) <= 30
    assert not lexers & slow


@pytest.mark.parametrize(
    ("language", "code"),
    [("python", "x" * 500), ("python", "a\n" * 40_000), ("html", "<a>\n" * 3000), ("nosuch", "a"), ("", "a")],
)
def test_code_beyond_the_bounds_is_plain(language: str, code: str) -> None:
    """Long lines, large blocks and unknown languages are shown as they are."""
    assert highlight.pieces(language, code) == [("", code)]


def test_trailing_spaces_go_before_colouring() -> None:
    """The spaces that make some lexers quadratic are not there when they begin."""
    assert "".join(text for _, text in highlight.pieces("python", "a = 1" + " " * 5000 + "\nb")) == "a = 1\nb"


def test_payload_count() -> None:
    """The number of combinations tried is not small by accident."""
    assert len(list(product(PAYLOADS, SINKS))) > 2500
