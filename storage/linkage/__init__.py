"""Which people may be one: probabilistic record linkage, trained on the people themselves, in a process of its own."""
