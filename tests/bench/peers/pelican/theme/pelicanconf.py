"""The page set of the other generators: short addresses, a page and two feeds a theme, timeline, sources."""

import json
from collections.abc import Callable
from itertools import groupby
from typing import Any

from pelican import signals

AUTHOR = SITENAME = "Banc d’essai"
SITEURL = ""
PATH, ARTICLE_PATHS = "content", ["articles"]
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
OUTPUT_PATH, DELETE_OUTPUT_DIRECTORY, USE_FOLDER_AS_CATEGORY = "output", False, False
TIMEZONE, DEFAULT_LANG, LOCALE, TYPOGRIFY = "UTC", "fr", "C", False
THEME, THEME_STATIC_DIR = "theme", ""
ARTICLE_URL, ARTICLE_SAVE_AS = "articles/{slug}/", "articles/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "themes/{slug}/", "themes/{slug}/index.html"
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "articles", "tags", "timeline", "sources", "missing", "sitemap", "robots"]
ARTICLES_SAVE_AS, TAGS_SAVE_AS = "articles/index.html", "themes/index.html"
TIMELINE_SAVE_AS, SOURCES_SAVE_AS = "chronologie/index.html", "sources/index.html"
MISSING_SAVE_AS, SITEMAP_SAVE_AS, ROBOTS_SAVE_AS = "404.html", "sitemap.xml", "robots.txt"
PAGINATED_TEMPLATES, DEFAULT_PAGINATION = {"articles": 50, "tag": 50}, 50
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
FEED_DOMAIN = "https://example.org"
FEED_ALL_ATOM, TAG_FEED_ATOM, FEED_MAX_ITEMS = "feed.xml", "themes/{slug}/feed.xml", 20
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN = {
    "extension_configs": {"markdown.extensions.footnotes": {}, "markdown.extensions.meta": {}},
    "output_format": "html5",
}


def _day(article: Any) -> str:
    return f"{article.date:%Y-%m-%d}"


def _grouped(articles: Any, key: Callable[[Any], Any]) -> list[tuple[Any, list[Any]]]:
    return [(name, list(group)) for name, group in groupby(articles, key)]


JINJA_FILTERS = {
    "day": _day,
    "by_year": lambda articles: _grouped(articles, lambda a: a.date.year),
    "by_source": lambda articles: _grouped(
        sorted(articles, key=lambda a: a.publisher), lambda a: a.publisher
    ),
}


def _related(generator: Any) -> None:
    """The articles named, and the neighbours in time, of each."""
    articles, known = generator.articles, {article.slug: article for article in generator.articles}
    for place, article in enumerate(articles):
        article.also = [known[slug] for slug in article.related_ids.split() if slug in known]
        article.after = articles[place - 1] if place else None
        article.before = articles[place + 1] if place + 1 < len(articles) else None


def _feed(title: str, url: str, articles: Any) -> str:
    items = [
        {
            "id": f"https://example.org/{a.url}",
            "url": f"https://example.org/{a.url}",
            "title": a.title,
            "summary": a.description,
            "content_html": a.content,
            "date_published": a.date.isoformat(),
            "tags": [tag.name for tag in a.tags],
        }
        for a in articles[:20]
    ]
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": url,
        "items": items,
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _more(generator: Any, writer: Any) -> None:
    """What Pelican has no setting for: short addresses and feeds in JSON."""
    short, plain = generator.get_template("redirect"), generator.get_template("plain")
    write = writer.write_file
    for article in generator.articles:
        write(f"{article.slug}/index.html", short, generator.context, article=article)
    feed = _feed(SITENAME, "https://example.org/", generator.articles)
    write("feed.json", plain, generator.context, text=feed)
    for tag, articles in generator.tags.items():
        feed = _feed(tag.name, f"https://example.org/{tag.url}", sorted(articles, key=_day, reverse=True))
        write(f"{tag.url}feed.json", plain, generator.context, text=feed)


class _Plugin:
    __name__ = "more"

    @staticmethod
    def register() -> None:
        signals.article_generator_finalized.connect(_related)
        signals.article_writer_finalized.connect(_more)


PLUGINS = [_Plugin]
