"""What a site is made of: the configuration, the six kinds of entry, the registers, and every address."""
