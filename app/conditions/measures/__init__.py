"""What the events of a condition can come to: one module for each measure, or for a few that differ in a word."""
