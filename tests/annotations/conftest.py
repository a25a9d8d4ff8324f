"""Fixtures shared with the quality checks."""

from tests.quality.conftest import base

__all__ = ["base"]
