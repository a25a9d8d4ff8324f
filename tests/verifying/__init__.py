"""`dossier verify`."""
