"""The editors' desk: new entries, and a preview that follows what is written."""
