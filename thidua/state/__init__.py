"""What a build remembers of the last one, and what follows from the difference."""
