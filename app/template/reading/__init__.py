"""What the languages that we read by ourselves have in common: their source, their bounds, and what a name means."""
