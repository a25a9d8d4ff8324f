"""Whether a file holds annotations, and the reader for it."""

import re

from dossierpress.diagnostics import Diagnostic
from dossierpress.importing.annotations import hypothesis, jsonfile, table, w3c
from dossierpress.importing.annotations.foreign import Read
from dossierpress.importing.annotations.jsonfile import Json

_ENDINGS = (".json", ".jsonld", ".json-ld")
#: An object with a key, or a list of objects: no article begins like this.
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*"|\[\s*\{\s*")')


def holds_annotations(data: bytes, name: str) -> bool:
    """Whether a file is to be read here rather than as an article: all JSON is, and tables of Hypothesis."""
    return name.lower().endswith(_ENDINGS) or bool(_JSON.match(data[:10_000])) or bool(table.separator(data))


def read_annotations(data: bytes, name: str) -> Read:
    """What a file holds; an error if it holds no annotations we know."""
    if table.separator(data):
        return table.read(data, name)
    loaded = jsonfile.load(data, name)
    if isinstance(loaded, Diagnostic):
        return Read((), (loaded,))
    if _of_hypothesis(loaded):
        return hypothesis.read(loaded)
    if _of_w3c(loaded):
        return w3c.read(loaded)
    message = "this JSON holds no annotations"
    hint = "what can be read: W3C Web Annotations, and what Hypothesis exports or its search API gives"
    return Read((), (Diagnostic(loaded.span, "annotation-file", message, hint),))


def _of_hypothesis(file: Json) -> bool:
    value = file.value
    if isinstance(value, dict):
        return isinstance(value.get("rows", value.get("annotations")), list)
    return isinstance(value, list) and any(map(hypothesis.is_row, value[:100]))


def _of_w3c(file: Json) -> bool:
    value = file.value
    return value == [] or any(map(w3c.is_annotation, value[:100] if isinstance(value, list) else [value]))
