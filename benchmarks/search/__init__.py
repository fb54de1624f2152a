"""How well and how fast the search answers: queries with the answers they must have, asked in a real browser, beside other engines."""
