"""Our own Markdown rules, one a file; each is a function the parser calls, listed in `markup.markdown`."""
