"""Changing single values of a text of YAML; every other character stays: comments, order, quotation marks.

(ruamel.yaml keeps comments and order, but writes indents, folds and spaces its own way; see decision 007.)
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import yaml

from dossierpress.diagnostics import errors
from dossierpress.model.source import SourcePath
from dossierpress.schema import emit
from dossierpress.schema.yaml import read

_BREAK = re.compile(r"\r\n|\r|\n")
_BLOCK_HEAD = re.compile(r"[|>][0-9+-]*(?P<comment>[ \t]+#[^\r\n]*)?")

Entry = Mapping[str, str]
Value = str | bool | tuple[str, ...] | tuple[Entry, ...] | Mapping[str, str | None]
"""A text, a list of texts, a list of mappings, or changes of the keys of a mapping (``None`` takes one out)."""


class Unspliceable(ValueError):  # noqa: N818  (what an editor wrote cannot be changed in place)
    """The text has errors, or is not written one key a line. The message says which."""


def set_value(
    text: str, key: str, value: Value | None, *, order: Sequence[str] = (), inner: Sequence[str] = ()
) -> str:
    """``text``, a YAML mapping, with the top-level ``key`` set, or taken out for ``None``.

    A new key comes behind the nearest of those that stand before it in ``order``, and in ``inner`` for the keys of a
    mapping. Raises `Unspliceable`.
    """
    root = _root(text)
    found = next(((name, node) for name, node in root.value if name.value == key), None)
    if found is None:
        return text if value is None else _inserted(text, root, _entry(key, value), _before(key, order))
    if value is None:
        return _cut(text, root, *found)
    name, node = found
    if isinstance(value, Mapping):
        return _with_inner(text, name, node, value, inner)
    if isinstance(value, tuple):
        entries, texts = _parted(value)
        return _with_entries(text, name, node, entries) if entries else _with_list(text, node, texts)
    if not isinstance(node, yaml.ScalarNode):
        raise Unspliceable(f"`{key}` holds a list, not a text")
    return _with_scalar(text, node, value, dated=key in emit.DATED, indent=" " * name.start_mark.column)


def _root(text: str) -> yaml.MappingNode:
    if problems := errors(read(text, path=SourcePath("")).diagnostics):
        raise Unspliceable(problems[0].message)
    root = yaml.compose(text, yaml.SafeLoader)  # what `read` accepts is shallow and small enough
    if not isinstance(root, yaml.MappingNode):
        raise Unspliceable("there is no `key: value` line")
    return root


def _entry(key: str, value: Value) -> str:
    if isinstance(value, bool):
        return f"{key}: {str(value).lower()}\n"
    if isinstance(value, Mapping):
        return emit.entry(key, {name: part for name, part in value.items() if part is not None})
    if isinstance(value, tuple):
        entries, texts = _parted(value)
        return emit.entry(key, entries) if entries else f"{key}: {emit.flow(texts)}\n"
    if key not in emit.WORDS:
        return emit.entry(key, value)
    words = emit.words(value)
    if words.startswith(">"):  # a block would swallow an indented comment below it
        words = emit.double(value)
    return f"{key}: {words}\n"


def _before(key: str, order: Sequence[str]) -> Sequence[str]:
    return order[: order.index(key)] if key in order else order


def _inserted(text: str, root: yaml.MappingNode, entry: str, before: Sequence[str]) -> str:
    if root.flow_style:
        raise Unspliceable("the keys stand in braces; write them one a line")
    name, node = max(root.value, key=lambda pair: _rank(pair[0].value, before))
    at = _line_end(text, _end(text, node))
    if _rank(name.value, before) < 0:
        at = _line_start(text, root.value[0][0].start_mark.index)
    indent = " " * root.value[0][0].start_mark.column
    return (
        text[:at]
        + _with_breaks(text, at, "".join(indent + line for line in entry.splitlines(True)))
        + text[at:]
    )


def _rank(key: str, before: Sequence[str]) -> int:
    return before.index(key) if key in before else -1


def _cut(text: str, root: yaml.MappingNode, name: yaml.Node, node: yaml.Node) -> str:
    start = _line_start(text, name.start_mark.index)
    if root.flow_style or text[start : name.start_mark.index].strip():
        raise Unspliceable("the keys do not stand one a line")
    return text[:start] + text[_line_end(text, _end(text, node)) :]


def _with_scalar(text: str, node: yaml.ScalarNode, value: str | bool, *, dated: bool, indent: str) -> str:
    start, end = node.start_mark.index, _end(text, node)
    new = str(value).lower() if isinstance(value, bool) else _styled(node.style, value, indent, dated=dated)
    if node.style in ("|", ">") and "\n" in new:
        head = _BLOCK_HEAD.match(text, start)
        new = new.replace("\n", f"{head['comment'] or ''}\n" if head else "\n", 1)
    gap = " " if start and text[start - 1] == ":" else ""
    return text[:start] + gap + _with_breaks(text, start, new) + text[end:]


def _styled(style: str | None, value: str, indent: str, *, dated: bool) -> str:
    """The value in the quotation marks it has already."""
    if style == '"':
        return emit.double(value)
    if style == "'":
        return emit.single(value)
    if style in ("|", ">"):
        return emit.block(value, indent, style)
    return value if dated and emit.DATE.fullmatch(value) else emit.scalar(value)


def _with_list(text: str, node: yaml.Node, values: tuple[str, ...]) -> str:
    """The entries that stay are left as they are written; new ones come at the end."""
    old = node.value if isinstance(node, yaml.SequenceNode) else []
    if not all(isinstance(item, yaml.ScalarNode) for item in old):
        raise Unspliceable("the list holds more than texts")
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not old:
        return _with_flow(text, node, old, values)
    known = [item.value for item in old]
    kept = [value for value in known if value in values]
    if (*kept, *(value for value in values if value not in known)) != values:
        raise Unspliceable("the entries of the list have another order")
    at, indent = _line_end(text, _end(text, old[-1])), _indent(text, old[0].start_mark.index)
    added = "".join(f"{indent}{emit.scalar(value)}\n" for value in values if value not in known)
    text = text[:at] + _with_breaks(text, at, added) + text[at:]
    for item in reversed([item for item in old if item.value not in values]):
        text = text[: _line_start(text, item.start_mark.index)] + text[_line_end(text, _end(text, item)) :]
    return text


def _parted(values: tuple[str, ...] | tuple[Entry, ...]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The mappings and the texts of a list, which holds one or the other."""
    entries = tuple(value for value in values if isinstance(value, Mapping))
    return entries, tuple(value for value in values if isinstance(value, str))


def _with_inner(
    text: str, name: yaml.Node, node: yaml.Node, values: Mapping[str, str | None], order: Sequence[str]
) -> str:
    """The lines below a key, themselves a mapping, with some of its values changed."""
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        raise Unspliceable(f"`{name.value}` does not stand one key a line")
    start = _line_start(text, node.value[0][0].start_mark.index)
    end = _line_end(text, _end(text, node))
    part = text[start:end]
    for key, value in values.items():
        part = set_value(part, key, value, order=order)
    return text[:start] + part + text[end:]


def _with_entries(text: str, name: yaml.Node, node: yaml.Node, values: tuple[Entry, ...]) -> str:
    """A list of mappings: those that stay are left as they are written, with the comments below them."""
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        raise Unspliceable(f"`{name.value}` does not stand one key a line")
    starts = [_line_start(text, item.start_mark.index) for item in node.value]
    end = _line_end(text, _end(text, node))
    written = [
        (_plain(item), text[a:b]) for item, a, b in zip(node.value, starts, [*starts[1:], end], strict=True)
    ]
    indent = re.match("[ \t]*", text[starts[0] :])
    lines = [_entry_lines(value, written, indent[0] if indent else "") for value in values]
    if lines and not text[starts[0] : end].endswith(("\r", "\n")):
        lines = [line if line.endswith(("\r", "\n")) else f"{line}\n" for line in lines]
    return text[: starts[0]] + _with_breaks(text, starts[0], "".join(lines)) + text[end:]


def _entry_lines(value: Entry, written: list[tuple[object, str]], indent: str) -> str:
    """The lines of an entry: as they stand in the file, each used once, or new ones."""
    found = next((index for index, (known, _) in enumerate(written) if known == dict(value)), None)
    if found is not None:
        return written.pop(found)[1].replace("\r\n", "\n").replace("\r", "\n")
    first, *more = "".join(emit.entry(key, part) for key, part in value.items()).splitlines(keepends=True)
    return f"{indent}- {first}" + "".join(f"{indent}  {line}" for line in more)


def _plain(node: yaml.Node) -> object:
    """A mapping of texts; None for what nests deeper."""
    if not isinstance(node, yaml.MappingNode) or not all(
        isinstance(v, yaml.ScalarNode) for _, v in node.value
    ):
        return None
    return {key.value: value.value for key, value in node.value}


def _with_flow(text: str, node: yaml.Node, old: Iterable[yaml.Node], values: tuple[str, ...]) -> str:
    start, end = node.start_mark.index, _end(text, node)
    if "#" in text[start:end] and _BREAK.search(text, start, end):
        raise Unspliceable("the list holds comments")
    written = {item.value: text[item.start_mark.index : item.end_mark.index] for item in old}
    items = ", ".join(written.get(value) or emit.list_item(value) for value in values)
    gap = " " if start and text[start - 1] == ":" else ""
    return f"{text[:start]}{gap}[{items}]{text[end:]}"


def _indent(text: str, offset: int) -> str:
    """What stands before an entry of a list: spaces, dash, space."""
    return text[_line_start(text, offset) : offset]


def _end(text: str, node: yaml.Node) -> int:
    """Where a node ends, blank lines and comments below it left out."""
    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(text[start:end].rstrip()) if node.style in ("|", ">") else int(end)
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _line_end(text: str, offset: int) -> int:
    found = _BREAK.search(text, offset)
    return found.end() if found else len(text)


def _with_breaks(text: str, offset: int, new: str) -> str:
    """``new`` with the kind of line break that stands nearest before ``offset``, or first after it."""
    breaks = [*_BREAK.finditer(text, 0, offset)][-1:] or [*_BREAK.finditer(text)][:1]
    return new.replace("\n", breaks[0][0]) if breaks else new
