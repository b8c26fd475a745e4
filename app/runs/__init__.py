"""Kept runs of scores: recency, frequency and monetary value."""
