"""A theme's template that cannot be run, told to the one who wrote it."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from dossierpress.diagnostics import Diagnostic, DossierError
from dossierpress.model.page import Page
from dossierpress.model.source import SourcePath, Span
from dossierpress.theme import Theme

#: What a template can raise beside Jinja's own errors: it divides, counts, calls and looks things up as Python does,
#: and becomes Python code that can be nested too deeply (SyntaxError, RecursionError).
_MISTAKES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
_PACKAGE = Path(__file__).resolve().parents[1]


@contextmanager
def blamed(page: Page, theme: Theme) -> Iterator[None]:
    """Turns what goes wrong in a template while ``page`` is rendered into a `DossierError` with a located finding.

    An error of Python's that comes out of templates of ours only is a bug, and stays what it is.
    """
    try:
        yield
    except TemplateError as error:
        raise _explained(error, page, theme) from error
    except _MISTAKES as error:
        if all(name in theme.shipped for name, _ in _places(error, page, theme)):
            raise
        raise _explained(error, page, theme) from error


def _explained(error: Exception, page: Page, theme: Theme) -> DossierError:
    """What is wrong, as a finding at the template's line, and for which page it was found."""
    finding = Diagnostic(
        _span(error, page, theme),
        "template-error",
        _message(error),
        f"found for the page {page.url}; docs/reference/templates.md lists what templates may read and call",
    )
    return DossierError(
        f"a template of the theme {theme.name!r} cannot be used",
        hint="docs/themes.md says how themes are made",
        findings=(finding,),
    )


def _message(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name!r}"
    if isinstance(error, TemplateError):
        return error.message or type(error).__name__
    return f"{type(error).__name__}: {error}{_within(error)}"


def _within(error: Exception) -> str:
    """Where in our own code it was raised, if it was: the filter or function that was called wrongly, or a bug."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    if Path(frame.filename).is_relative_to(_PACKAGE):
        return f" (in {frame.name}, {Path(frame.filename).relative_to(_PACKAGE.parent)}:{frame.lineno})"
    return ""


def _span(error: Exception, page: Page, theme: Theme) -> Span:
    """The innermost template the error comes from; of one of Python's, the innermost that is not ours."""
    places = _places(error, page, theme)
    foreign = [place for place in places if place[0] not in theme.shipped]
    name, line = (places if isinstance(error, TemplateError) else foreign)[-1]
    file = theme.files.get(name, SourcePath(f"themes/{theme.name}/templates/{name}"))
    return Span(file, line, 1 if line else 0)


def _places(error: Exception, page: Page, theme: Theme) -> list[tuple[str, int]]:
    """The templates the error comes through, the innermost last, each with the line, 0 when it is not known.

    `render.environment` gives the templates' names to code as those of files.
    """
    if isinstance(error, TemplateSyntaxError):
        return [(error.name or page.template, error.lineno)]
    frames = traceback.extract_tb(error.__traceback__)
    run = [(frame.filename, frame.lineno or 0) for frame in frames if frame.filename in theme.templates]
    return run or [(page.template, 0)]
