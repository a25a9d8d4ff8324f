"""A visit of a page in a real browser, recording what a reader would suffer from."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Error, Page

from tests.harness.tools import AXE, npm_file

WIDTHS = (1500, 390)
NARROWEST = 320
#: Chromium's report that it skipped an animation between two pages; nothing is missing.
SKIPPED_ANIMATION = "Transition was aborted"
SCHEMES = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OVERFLOW = """() => {
  const root = document.documentElement
  const sticksOut = element => element.getBoundingClientRect().right > innerWidth + 1
  const wide = [...document.body.querySelectorAll('*')].filter(sticksOut)
  return root.scrollWidth <= root.clientWidth ? '' :
    `${root.scrollWidth} px wide: ` + wide.slice(0, 3).map(e => e.outerHTML.slice(0, 80)).join(' | ')
}"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What was recorded about one page; each field is a list of complaints."""

    foreign: list[str]
    """Requests to other servers."""
    console: list[str]
    """Errors the browser reported: scripts, missing files, violations of the content security policy."""
    overflow: list[str]
    """Horizontal scrolling on the narrowest screen."""
    barriers: list[str]
    """Violations of accessibility rules, with the colour scheme and the width they were found at."""


def visit(browser: Browser, url: str) -> Visit:
    """Open ``url``; examine it in both colour schemes, on a wide screen, a phone and the narrowest screen."""
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        foreign: list[str] = []
        console: list[str] = []
        origin = "/".join(url.split("/")[:3])
        page.on("request", lambda r: None if _own(r.url, origin) else foreign.append(r.url))
        page.on("console", lambda m: console.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: console.append(str(error)) if is_fault(error) else None)
        page.goto(url, wait_until="load")
        barriers = _barriers(page)
        page.set_viewport_size({"width": NARROWEST, "height": 800})
        overflow = page.evaluate(OVERFLOW)
        return Visit(foreign, console, [overflow] if overflow else [], barriers)


def is_fault(error: Error) -> bool:
    """Whether an uncaught error of a page is its own doing."""
    return SKIPPED_ANIMATION not in error.message


def _own(url: str, origin: str) -> bool:
    return url.startswith((origin, "data:", "blob:"))


def _barriers(page: Page) -> list[str]:
    page.evaluate(
        npm_file(AXE).read_text(encoding="utf-8")
    )  # not as a script element, which a policy would block
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal, from SCHEMES
            found += [f"{scheme} {width}px: {line}" for line in _axe(page)]
    return found


def _axe(page: Page) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    violations: list[dict[str, Any]] = page.evaluate(
        "options => axe.run(options).then(r => r.violations)", options
    )
    return [
        f"{violation['id']}: {node['html'][:120]} ({node.get('failureSummary', '').splitlines()[-1].strip()})"
        for violation in violations
        for node in violation["nodes"][:3]
    ]
