"""The preview of an email in a real browser engine that reaches nothing else."""
