"""The site as a plan of outputs, and the renderers that make each of them from what it reads."""
