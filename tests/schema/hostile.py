"""Front matter meant to crash, hang, exhaust or deceive a reader of YAML; each text is one finding at least.

Run as a program, it parses them all within narrow limits of memory and time and prints what was found.
"""

import json
import sys


def _chain(seed: str, step: str, length: int) -> str:
    """Named values, each made of several of the one before: small to write, huge to unfold."""
    steps = (f"a{n}: &a{n} {step.replace('before', f'a{n - 1}')}" for n in range(1, length))
    return "\n".join([f"a0: &a0 {seed}", *steps])


#: What stands between the lines of ``---``, behind a title and an id.
ATTACKS: dict[str, str] = {
    # from reports of crashes and of escaping exceptions in other readers
    "100,000 brackets": "tags: " + "[" * 100_000,
    "65,000 brackets": "tags: " + "[" * 65_000,
    "65,000 braces": "tags: " + "{" * 65_000,
    "brackets and braces": "tags: " + "[{" * 20_000,
    "20,000 groups in brackets": "tags: " + "{a: " * 15_000,
    "closed brackets": "tags: " + "[" * 30_000 + "]" * 30_000,
    "30,000 dashes": "tags:\n  " + "- " * 30_000,
    "30,000 question marks": "? " * 30_000,
    "brackets in quotes that do not close": 'tags: "' + "[" * 60_000,
    "indented 350 levels": "\n".join(" " * n + "a:" for n in range(350)),
    "depth of 500": "tags: " + "[" * 500 + "]" * 500,
    "merge bomb": _chain("{k: v}", "{<<: [*before, *before]}", 26),
    "billion laughs": _chain("x", "[" + ", ".join(["*before"] * 9) + "]", 10),
    "self reference": "tags: &a [*a]",
    "self reference in a key": "&a ? *a : b",
    "unknown reference": "tags: *nobody",
    "python object": "tags: !!python/object/apply:os.system ['true']",
    "python tuple": "tags: !!python/tuple [a]",
    "own tag": "tags: !include /etc/passwd",
    "verbatim tag": "tags: !<tag:yaml.org,2002:python/name:os.system> x",
    "broken tag": "tags: !<",
    "binary": "tags: !!binary AAAA",
    "int tag": "weight: !!int x",
    "float tag": "weight: !!float x",
    "timestamp tag": "date: !!timestamp 2015-99-99",
    "set": "tags: !!set {a, b}",
    "tag directive": "%TAG ! tag:evil,2000:\n---\nx: !y z",
    "impossible date": "date: 2024-13-45",
    "impossible date-time": "date: 2024-02-30T00:00:00Z",
    "impossible offset": "date: 2024-02-03T00:00:00+99:99",
    "impossible time": "date: 2024-02-03T99:99:99Z",
    "5,000 digits": "weight: " + "9" * 5_000,
    "60,000 digits": "date: " + "9" * 60_000,
    "hexadecimal without digits": "weight: 0x_",
    "binary without digits": "weight: 0b_",
    "infinite weight": "weight: .inf",
    "weight that is no number": "weight: .nan",
    "60,000 underscores": "weight: 1" + "_" * 60_000,
    "sexagesimal": "weight: 12:30:45",
    "norwegian draft": "draft: 12:30",
    "duplicate key": "title: y",
    "1,500 duplicate keys": "\n".join(["weight: 1"] * 1_500),
    "duplicate key, quoted": '"title": y',
    "duplicate key in flow": "source: {name: a, name: b}",
    "list as a key": "? [a, b]\n: c",
    "group as a key": "{a: b}: c",
    "key of 60,000 letters": "k" * 60_000 + ": v",
    "null byte": "tags: a\0b",
    "escape character": "tags: a\x1b[31mb",
    "next line": "tags: a\x85b",
    "line separator": "tags: a\u2028b",
    "byte order mark inside": "tags: a\ufeffb",
    "lone surrogate": "tags: a\ud800b",
    "noncharacter": "tags: a\uffffb",
    "escaped lone surrogate": 'tags: "\\ud800"',
    "escaped beyond Unicode": 'tags: "\\U00110000"',
    "tab": "source:\n\tname: x",
    "open quote": 'description: "never closed',
    "open quote of 60,000 lines": 'description: "' + "\n" * 60_000,
    "open bracket": "tags: [a, b",
    "colon": "description: Lavrov: non",
    "1,000 colons": "description: " + "a: " * 1_000,
    "at sign": "tags: @lavrov",
    "stray text": "this is no key",
    "30,000 colons in flow": "tags: {" + ":," * 20_000,
    "16,000 entries of nothing": "related:\n" + "-\n" * 16_000,
    "6,000 unknown keys": "\n".join(f"k{n}: 1" for n in range(6_000)),
    "script address": "source: {url: 'javascript:alert(1)'}",
    "address in disguise": "source: {url: 'https://example.org@evil.example'}",
    "path out of the dossier": "source: {raw: ../../etc/passwd}",
    "address out of the site": "aliases: [/../../etc/]",
    "slug out of the site": "slug: ../../etc",
    "not a language": "lang: '\"><script>'",
    "200 KB": "description: " + "x" * 200_000,
    "4 MB": "description: " + "é" * 2_000_000,
}


def _limit() -> None:
    """At most 1 GiB of addresses and 60 s of processor time: an attack that works ends the process."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def _run() -> None:
    import resource
    import time

    from dossierpress.model.source import Source, SourcePath
    from dossierpress.parse import parse

    path = SourcePath("content/articles/x.md")
    parse(Source(path, "---\ntitle: x\nid: 1\n---\nText.\n", "d"), lang="fr")  # imports what is imported late
    _limit()
    for name, attack in ATTACKS.items():
        text = f"---\ntitle: x\nid: 1\n{attack}\n---\nText.\n"
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        documents, found = parse(Source(path, text, "d"), lang="fr")
        outcome = {
            "name": name,
            "documents": len(documents),
            "seconds": time.process_time() - start,
            "growth": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024,
            "lines": text.count("\n"),
            "found": [[d.span.line, d.span.column, d.code, d.severity, d.message, d.hint] for d in found],
        }
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _run()
