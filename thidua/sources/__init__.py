"""Sources: from files to trees, bodies and lists; nothing here knows what a field means."""
