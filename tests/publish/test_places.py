"""A published site works where it is put: at the root of a domain, below a repository's name, or both at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.harness.repository import Repository, git
from tests.quality.test_places import strays, troubles

pytestmark = pytest.mark.browser

#: Where it is said to be, and the folders of a server it is then put into.
PLACES = {
    "a domain": ("url: https://dossier.example.org/\ndomain: dossier.example.org", "/"),
    "a user's site": ("url: https://essai.github.io", "/"),
    "a repository": ("url: https://essai.github.io/dossier/", "/dossier/"),
}


@pytest.mark.parametrize("place", PLACES)
def test_what_was_published_works(
    repository: Repository, browser: Browser, serve: Callable[..., str], tmp_path: Path, place: str
) -> None:
    """Every page loads all it needs, its navigation stays within, and an unknown address gets the site's own page."""
    address, prefix = PLACES[place]
    repository.project.write("dossier.yaml", f"title: Essai\n{address}\n")
    repository.commit().publish()
    site = tmp_path / "published"
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(repository.remote), str(site))
    assert (site / "CNAME").exists() == (place == "a domain")
    paths = [path for path in sorted(repository.published()) if path.endswith("index.html")]
    for elsewhere in dict.fromkeys((prefix, "/", "/another/place/")):
        root = serve(site, elsewhere)
        wrong = {p: found for p in paths if (found := troubles(browser, root + p.removesuffix("index.html")))}
        assert wrong == {}
        assert strays(browser, root, root) == []
    with browser.new_page() as page:
        page.goto(serve(site, prefix) + "nothing/at/all/")
        assert page.locator("main h1").is_visible()
        assert page.locator("main h1").evaluate("h => getComputedStyle(h).fontFamily") != ""
    assert troubles(browser, serve(site, prefix) + "nothing/at/all/") == []
