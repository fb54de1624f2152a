"""Open data: what the portal knows as tables, for those who count rather than read.

`tables` says which tables there are and what their columns mean, `rows` where each row comes from, `files` writes them down.
"""
