"""Times as programs write them, as dates an editor can read."""

import re

from dossierpress.model.edtf import Edtf

_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)$")
_FRACTION = re.compile(r"(?<=:\d\d)\.\d+")


def moment(text: str) -> str:
    """The moment to the second; midnight in UTC, which stands for a day alone, as a day. Empty if it is none."""
    text = _FRACTION.sub("", text.strip()).replace(" ", "T")
    text = _MIDNIGHT.sub("", text)
    return text if _is_date(text) else ""


def edtf(text: str) -> str:
    """The text, if it is a date."""
    return text.strip() if _is_date(text) else ""


def _is_date(text: str) -> bool:
    try:
        Edtf.parse(text)
    except ValueError:
        return False
    return True
