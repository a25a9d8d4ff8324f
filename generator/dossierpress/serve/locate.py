"""From the path of a request to the path of a file: what cannot be one is refused before anything is opened."""

from urllib.parse import unquote_to_bytes

from dossierpress.model.source import OutputPath

#: Longer paths lead nowhere (bytes, as they came).
MAX_LENGTH = 4096


def output_path(raw: bytes) -> OutputPath | None:
    """The output file that the path ``raw``, percent-encoded as it came over the wire, asks for.

    None for everything that is not plainly the path of a file of the site: ``.`` and ``..``, names that begin
    with a dot, backslashes, control characters, drive letters and streams (``:`` in the first segment or
    ``::`` anywhere), empty segments, bytes that are not UTF-8, and what would need decoding twice.
    """
    if len(raw) > MAX_LENGTH or not raw.startswith(b"/"):
        return None
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return None
    *folders, name = path[1:].split("/")
    if not all(map(_is_name, folders)) or not (name == "" or _is_name(name)):
        return None
    return OutputPath(path[1:] + ("index.html" if name == "" else ""))


def _is_name(segment: str) -> bool:
    """Whether a segment can be the name of a file or a folder of a site."""
    return (
        bool(segment)
        and not segment.startswith(".")
        and not any(c in '\\<>:"|?*' or c < " " or c == "\x7f" for c in segment)
    )
