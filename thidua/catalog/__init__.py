"""What the site knows: entries with their references resolved, lists of them, and histories computed from facts."""
