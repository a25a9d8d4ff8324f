"""Raw files, Markdown files and pages are compared with what is recorded of them."""
