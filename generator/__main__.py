"""``python generator build`` runs the program from a checkout, with nothing installed but its dependencies."""

from dossierpress.cli import main

if __name__ == "__main__":
    main()
