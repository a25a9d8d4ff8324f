"""Figures in documents stand between two comments, so that programs can renew them."""

import re


def replaced(text: str, key: str, content: str) -> str:
    """The document with other content between ``<!-- key -->`` and ``<!-- /key -->``.

    Raises `ValueError` if it has no such place.
    """
    begin, end = f"<!-- {key} -->", f"<!-- /{key} -->"
    place = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not place.search(text):
        raise ValueError(f"no place for figures: {begin} … {end}")
    return place.sub(lambda _: f"{begin}\n{content}\n{end}", text)
