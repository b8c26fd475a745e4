"""From a mapped file to facts: cells in their types, and what each accepted row says."""
