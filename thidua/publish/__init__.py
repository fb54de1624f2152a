"""Publishing: what changes in the output folder, staged beside it and then put in place."""
