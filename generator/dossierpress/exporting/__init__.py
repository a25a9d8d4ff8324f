"""The dossier as a file to give away: a ZIP that works without a server, or one HTML page."""
