"""A small chart in SVG: two values a row on a logarithmic scale, legible by light and by dark, by eye and by ear."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

LEFT, GAP, RIGHT, WIDTH, ROW, TOP = 356, 60, 50, 940, 34, 84

_STYLE = """
text{font:14px system-ui,sans-serif;fill:#1d1d1b}.s{font-size:12px}.t{font-size:16px;font-weight:600}
.g{stroke:#d9d5cc}.l{stroke:#8d887c;stroke-width:2}.a{fill:#9c3f17}.b{fill:#fff;stroke:#1f4e79;stroke-width:2.5}
.p{fill:#fff}
@media(prefers-color-scheme:dark){text{fill:#ece8df}.g{stroke:#46433c}.l{stroke:#99948a}.a{fill:#f0955f}
.b{fill:#1b1a17;stroke:#8fc1ee}.p{fill:#1b1a17}}
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what is compared, and the two values (seconds, more than zero)."""

    label: str
    first: float
    second: float


def chart(title: str, rows: Sequence[Row], first: str, second: str) -> str:
    """The chart as an SVG document. ``first`` and ``second`` name the two values; at least one row."""
    scale = _Scale.of([value for row in rows for value in (row.first, row.second)])
    height = TOP + ROW * len(rows) + 40
    said = "; ".join(f"{r.label}: {first} {_seconds(r.first)}, {second} {_seconds(r.second)}" for r in rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="title desc">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(said)}</desc>',
        f"<style>{_STYLE.strip()}</style>",
        f'<rect class="p" width="{WIDTH}" height="{height}"/>',
        f'<text class="t" x="16" y="28">{escape(title)}</text>',
        *_legend(first, second),
        *_grid(scale, height),
    ]
    for number, row in enumerate(rows):
        parts += _row(row, scale, TOP + ROW * number + ROW // 2)
    return "\n".join([*parts, "</svg>", ""])


@dataclass(frozen=True, slots=True)
class _Scale:
    """Powers of ten from ``low`` to ``high``, across the width."""

    low: int
    high: int

    @classmethod
    def of(cls, values: Sequence[float]) -> "_Scale":
        low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        return cls(low, max(high, low + 1))

    def x(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(LEFT + GAP + share * (WIDTH - LEFT - GAP - RIGHT), 1)


def _legend(first: str, second: str) -> Iterator[str]:
    yield f'<circle class="a" cx="24" cy="50" r="6"/><text x="38" y="55">{escape(first)}</text>'
    x = 60 + 8 * len(first)
    yield f'<rect class="b" x="{x}" y="44" width="12" height="12"/><text x="{x + 20}" y="55">{escape(second)}</text>'


def _grid(scale: _Scale, height: int) -> Iterator[str]:
    for power in range(scale.low, scale.high + 1):
        x = scale.x(10.0**power)
        yield f'<path class="g" d="M{x} {TOP}V{height - 32}"/>'
        yield f'<text class="s" x="{x}" y="{height - 14}" text-anchor="middle">{10.0**power:g} s</text>'


def _row(row: Row, scale: _Scale, y: int) -> Iterator[str]:
    first, second = scale.x(row.first), scale.x(row.second)
    yield f'<text x="{LEFT}" y="{y + 5}" text-anchor="end">{escape(row.label)}</text>'
    yield f'<path class="l" d="M{first} {y}H{second}"/>'
    yield f'<circle class="a" cx="{first}" cy="{y}" r="6"/>'
    yield f'<rect class="b" x="{second - 6:g}" y="{y - 6}" width="12" height="12"/>'
    for x, value, other in ((first, row.first, second), (second, row.second, first)):
        anchor, at = (
            ("end", x - 11) if x < other or (x == other and value == row.first) else ("start", x + 11)
        )
        shown = quoteattr(anchor)
        yield f'<text class="s" x="{at:g}" y="{y + 4}" text-anchor={shown}>{_seconds(value)}</text>'


def _seconds(value: float) -> str:
    return f"{value:.0f} s" if value >= 10 else f"{value:.2g} s"
