"""What the W3C Web Annotation Data Model asks of an annotation, as a JSON Schema (draft 2020-12).

Written by us from the Recommendation of 23 February 2017 (https://www.w3.org/TR/annotation-model/): the parts a
note can have, with everything else left out, so that a key the model does not know is an error. Keys with a
prefix of its JSON-LD context (``schema:``, ``dc:``) are the extensions it allows (§1.3).
"""

from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

Schema = dict[str, Any]

EXTENSIONS: Schema = {"^(schema|dc|dcterms):[A-Za-z]+$": {"type": "string"}}
IRI: Schema = {"type": "string", "minLength": 1, "pattern": r"^[^\s<>\"{}|\\^`]*$"}
#: §3.3.3: "The value of the property MUST be a xsd:dateTime with the UTC timezone expressed as "Z"".
INSTANT: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$",
    "format": "date-time",
}
#: §3.3.5.
MOTIVATIONS = (
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
)
MOTIVATION: Schema = {"enum": list(MOTIVATIONS)}


def _object(required: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "patternProperties": EXTENSIONS,
        "additionalProperties": False,
    }


def _is(name: str) -> Schema:
    return {"const": name}


AGENT = _object("", id=IRI, type={"enum": ["Person", "Organization", "Software"]}, name={"type": "string"})
TEXTUAL = _object(
    "type value",
    type=_is("TextualBody"),
    value={"type": "string"},
    format={"enum": ["text/plain", "text/html"]},
    language={"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
    purpose=MOTIVATION,
)
LINKED = _object("source", type=_is("SpecificResource"), source=_object("id", id=IRI), purpose=MOTIVATION)
QUOTE = _object(
    "type exact",
    type=_is("TextQuoteSelector"),
    exact={"type": "string", "minLength": 1},
    prefix={"type": "string"},
    suffix={"type": "string"},
)
POSITION = _object(
    "type start end",
    type=_is("TextPositionSelector"),
    start={"type": "integer", "minimum": 0},
    end={"type": "integer", "minimum": 1},
)
STATE = _object("type cached", type=_is("TimeState"), cached=IRI)
TARGET = {
    "oneOf": [
        IRI,
        _object(
            "type source selector",
            type=_is("SpecificResource"),
            source=IRI,
            selector={"type": "array", "minItems": 1, "items": {"oneOf": [QUOTE, POSITION]}},
            state=STATE,
        ),
    ]
}
ANNOTATION = _object(
    "id type target",
    id=IRI,
    type=_is("Annotation"),
    motivation=MOTIVATION,
    body={"type": "array", "items": {"oneOf": [TEXTUAL, LINKED]}},
    target=TARGET,
    creator=AGENT,
    created=INSTANT,
    modified=INSTANT,
    via=IRI,
)
ITEMS: Schema = {"type": "array", "minItems": 1, "items": ANNOTATION}
INDEX: Schema = {"type": "integer", "minimum": 0}
EMBEDDED_PAGE = _object(
    "id type items", id=IRI, type=_is("AnnotationPage"), startIndex=INDEX, next=IRI, items=ITEMS
)
CONTEXT = _is("http://www.w3.org/ns/anno.jsonld")
PAGE = _object(
    "@context id type items partOf",
    **{"@context": CONTEXT},
    id=IRI,
    type=_is("AnnotationPage"),
    partOf=IRI,
    startIndex=INDEX,
    prev=IRI,
    next=IRI,
    items=ITEMS,
)
COLLECTION = _object(
    "@context id type total first last",
    **{"@context": CONTEXT},
    id=IRI,
    type=_is("AnnotationCollection"),
    label={"type": "string"},
    generator=AGENT,
    total=INDEX,
    first=EMBEDDED_PAGE,
    last=IRI,
)


def faults(document: object, schema: Schema = COLLECTION) -> list[str]:
    """Where a document departs from the model, and how."""
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]
