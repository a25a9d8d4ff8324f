"""Tools for working on Dossierpress itself; not part of the program."""
