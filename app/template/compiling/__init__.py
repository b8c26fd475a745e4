"""A template in an ESP's own merge language: what such a language is, and the walk that writes it."""
