"""Every sentence that people see, in Vietnamese and English: one catalogue for messages and one for the interface."""
