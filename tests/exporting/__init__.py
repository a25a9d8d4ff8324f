"""Exports: a ZIP and a single file, opened from a disk."""
