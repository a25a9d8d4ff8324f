"""Closing pages that may be loading: Chromium sometimes never ends one that is closed while it commits a page.

`Target.closeTarget` is then acknowledged and forgotten (https://issues.chromium.org/issues/536385539), and Playwright
waits for ever. Pages of the preview load themselves again at any moment, so they are brought to rest first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page


@contextmanager
def browsing(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A context of its own, with ``options`` as for `Browser.new_context`; its pages are at rest when it is closed."""
    context = browser.new_context(**options)
    try:
        yield context
    finally:
        for page in context.pages:
            rest(page)
        context.close()


def rest(page: Page) -> None:
    """Leave for an empty page, from which nothing leads on; what the page was about to load may come in between."""
    while page.url != "about:blank":
        try:
            page.goto("about:blank")
        except Error as problem:
            if "interrupted by another navigation" not in str(problem):
                raise
