"""What tests share: dossiers on disk, golden files, a web server, a browser."""
