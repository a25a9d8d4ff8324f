"""Annotations made with other programs become notes.

`w3c`, `hypothesis` and `table` turn a file into `Foreign` annotations, `addresses` finds the articles they are
about, `wording` makes Markdown of their texts, and `write` is the only module here that touches the disk. All of
it takes the file for hostile.
"""
