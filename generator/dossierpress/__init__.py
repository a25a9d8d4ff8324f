"""Dossierpress: static sites for annotated news dossiers."""

__version__ = "0.1.0"
