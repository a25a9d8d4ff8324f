"""Publishing to a branch, against real repositories."""
