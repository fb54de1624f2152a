"""The pages: each module plans the outputs of its kind (`plan`) and renders them from a view."""
