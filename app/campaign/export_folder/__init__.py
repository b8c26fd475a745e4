"""An export's folder: told before, written beside its place, put in place at once, and finished after a kill."""
