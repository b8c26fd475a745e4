"""The merge languages of the ESPs, one module each."""
