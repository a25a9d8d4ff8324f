"""Markdown to `Body`, what is laid over a `Body`, front matter and the anchoring of quotes. Pure, no I/O."""
