"""Social cards: the picture of a page that other sites show beside a link to it, drawn from its title and its data."""
