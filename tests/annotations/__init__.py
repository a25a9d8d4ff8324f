"""Notes given to other programs, and taken from them."""
