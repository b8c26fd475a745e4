"""What merge languages of one family have in common, for the dialects of ESPs to build upon."""
