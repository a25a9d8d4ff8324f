"""Raw texts become Markdown articles, each with a receipt of where every field came from.

`readers` is pure: bytes in, a `Draft` out. `write` is the only module here that touches the disk.
"""
