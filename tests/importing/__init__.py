"""Tests of importing; all texts here are our own."""
