"""Reading sources and writing the site: the only rooms of the build that touch the disk."""
