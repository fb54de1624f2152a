"""Publishing: what changes in the output folder, staged beside it and then published as a whole."""
