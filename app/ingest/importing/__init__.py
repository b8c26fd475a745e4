"""An import from file to commit, its history, its mending and its undoing."""
