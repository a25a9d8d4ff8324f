"""How classes that files are read into are validated."""

#: Read by pydantic when a value is validated; a plain mapping, so that pydantic need not be imported for it.
STRICT = {"extra": "forbid", "use_attribute_docstrings": True}
