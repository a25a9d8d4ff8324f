"""``python -m dossierpress``: the same as the ``dossier`` command."""

from dossierpress.cli import main

if __name__ == "__main__":
    main()
