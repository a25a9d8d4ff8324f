"""Pages become files: HTML from a page and a theme, and the theme's own assets."""

from dossierpress.model.page import Artifact, Page
from dossierpress.render.assets import assets
from dossierpress.render.catalogue import spoken
from dossierpress.render.environment import environment
from dossierpress.render.failures import blamed
from dossierpress.render.links import Way, output_path, relative
from dossierpress.theme import Theme

__all__ = ["assets", "render"]


def render(page: Page, theme: Theme, way: Way = relative) -> Artifact:
    """The page as an HTML file. The same page and theme give the same bytes, always and everywhere.

    ``way`` is how it addresses other pages and files. Raises `DossierError` with a located finding when a template
    of the theme cannot be run.
    """
    with blamed(page, theme):
        env = environment(theme, spoken(theme, page.lang, page.chrome.lang))
        html = env.get_template(page.template).render(page=page, view=page.view, chrome=page.chrome, way=way)
    return Artifact(output_path(page.url), html.encode())
