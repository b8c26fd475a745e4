"""Reading the mirror: a rule compiled to one expression, traits at a moment, and the answers."""
