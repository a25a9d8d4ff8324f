"""Excerpts of plain text: the sentence around a passage, and a summary."""

import re

from dossierpress.model.body import Body

#: The longest sentence that is quoted whole, in characters.
LONGEST = 300
#: A possible end of a sentence: its mark, closing quotes or brackets, white space (none in Chinese).
_END = re.compile(r"(?:[.!?…؟।]{1,5}[\s]?[»\"”’)\]]{0,3}(?:\s+|\Z)|[。！？][」』”）]{0,3})")
#: Words whose full stop ends no sentence, French and English, in lower case.
_ABBREVIATIONS = frozenset({
    "al", "apr", "art", "av", "bd", "boul", "cf", "chap", "col", "dr", "ed", "éd", "env", "ex",
    "fig", "gen", "gov", "hon", "inc", "jr", "lt", "ltd", "m", "me", "mgr", "mlle", "mm", "mme",
    "mr", "mrs", "ms", "n", "no", "nos", "p", "par", "pp", "pr", "pres", "prof", "rep", "rev",
    "sen", "sgt", "sr", "st", "ste", "tél", "trad", "v", "vol", "vs",
})  # fmt: skip


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence, or sentences, the passage from ``start`` to ``end`` stands in, on one line.

    Never beyond its block. More than 300 characters are cut around the passage, between words, with ``…``.
    """
    left = max(text.rfind("\n", 0, start) + 1, start - LONGEST)
    stop = min(end, start + LONGEST)
    newline = text.find("\n", stop)
    right = min(newline if newline >= 0 else len(text), stop + LONGEST)
    first, last = left, right
    for match in _END.finditer(text, left, right):
        if not _ends_sentence(text, match, right):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.end() >= stop:
            last = match.end()
            break
    return _cut(text, (first, last), (start, stop))


def _ends_sentence(text: str, match: re.Match[str], right: int) -> bool:
    """Whether a mark ends a sentence: no small letter follows, no abbreviation or initial stands before."""
    if match.end() >= right:
        return True
    if text[match.end()].islower():
        return False
    mark = match.group().rstrip()
    if mark != ".":  # other marks, or quotation marks behind it
        return True
    begin = match.start()
    while begin > 0 and match.start() - begin < 12 and (text[begin - 1].isalpha() or text[begin - 1] == "."):
        begin -= 1
    word = text[begin : match.start()].lower()
    return word not in _ABBREVIATIONS and "." not in word and not (len(word) == 1 and word.isalpha())


def _cut(text: str, sentence: tuple[int, int], passage: tuple[int, int]) -> str:
    """The sentence, or as much of it around the passage as may be shown."""
    (first, last), (start, stop) = sentence, passage
    if last - first <= LONGEST:
        return " ".join(text[first:last].split())
    budget = LONGEST - 2  # for the ellipses
    begin = max(first, start - max(0, budget - (stop - start)) // 2)
    end = min(last, begin + budget)
    begin = max(first, end - budget)
    if begin > first:
        begin = text.find(" ", begin, start) + 1 or begin
    if end < last:
        space = text.rfind(" ", min(stop, end), end)
        end = space if space > begin else text.rfind(" ", begin + 1, end) if stop > end else end
    before, after = "…" if begin > first else "", "…" if end < last else ""
    return before + " ".join(text[begin:end].split()) + after


def summary(body: Body, length: int) -> str:
    """The text's first paragraphs on one line, at most ``length`` characters, cut between words with ``…``.

    Headings, code, tables and footnotes are passed over unless there is nothing else.
    """
    paragraphs = [block for block in body.blocks if block.tag in ("p", "blockquote", "ul", "ol", "dl")]
    words: list[str] = []
    room = length + 1  # the last word has no space after it
    for block in paragraphs or body.blocks:
        for word in body.text[block.start : block.end].split():
            room -= len(word) + 1
            if room < 0:
                return shorten(" ".join([*words, word]), length)
            words.append(word)
    return " ".join(words)


def shorten(text: str, length: int) -> str:
    """The text, or as many of its words as fit into ``length`` characters, with ``…``."""
    if len(text) <= length:
        return text
    cut = text.rfind(" ", 0, length)
    return (text[:cut] if cut > 0 else text[: length - 1]).rstrip(" ,;:.–—-") + "…"
