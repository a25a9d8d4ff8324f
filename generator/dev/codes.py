"""Which diagnostic codes the program's source can produce, found by reading it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "dossierpress"
#: The one place that lists codes without producing them.
LIST = "CODES"


@dataclass(frozen=True, slots=True)
class Sink:
    """A callable that takes a code: its name, and the parameter's position and name."""

    name: str
    position: int
    parameter: str


DIAGNOSTIC = Sink("Diagnostic", 1, "code")


def produced(package: Path = PACKAGE) -> set[str]:
    """Every code given as a constant to `Diagnostic`, or to a function that hands it on to `Diagnostic`."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(package.rglob("*.py"))]
    known: set[Sink] = set()
    found = {DIAGNOSTIC}
    while found - known:
        known = set(found)
        found |= {sink for tree in trees for sink in _handing_on(tree, known)}
    return {code for tree in trees for node in _given(tree, known) for code in _constants(node)}


def mentioned(package: Path = PACKAGE) -> set[str]:
    """Every string constant of the source outside of the list of codes."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sorted(package.rglob("*.py")))
    return {code for tree in trees for node in _outside_list(tree) for code in _constants(node)}


def _handing_on(tree: ast.AST, sinks: set[Sink]) -> Iterator[Sink]:
    """The functions of which a parameter becomes a code."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            names = {node.id for node in _given(function, sinks) if isinstance(node, ast.Name)}
            plain = [argument.arg for argument in function.args.posonlyargs + function.args.args]
            named = [argument.arg for argument in function.args.kwonlyargs]
            offset = 1 if plain[:1] in (["self"], ["cls"]) else 0
            yield from (Sink(function.name, n - offset, p) for n, p in enumerate(plain) if p in names)
            yield from (Sink(function.name, -1, p) for p in named if p in names)


def _given(tree: ast.AST, sinks: set[Sink]) -> Iterator[ast.expr]:
    """The expressions that calls below ``tree`` give to one of ``sinks``."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            for sink in (sink for sink in sinks if sink.name == name):
                if 0 <= sink.position < len(call.args):
                    yield call.args[sink.position]
                yield from (word.value for word in call.keywords if word.arg == sink.parameter)


def _constants(node: ast.expr) -> Iterator[str]:
    """The strings a code's expression can be: a constant, or either side of a condition."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from _constants(body)
            yield from _constants(other)


def _outside_list(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.iter_child_nodes(tree):
        target = getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == LIST:
            continue
        if isinstance(node, ast.expr):
            yield node
        yield from _outside_list(node)
