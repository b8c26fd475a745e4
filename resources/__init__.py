"""Data only: icons, themes, help, ESP profiles, lint data and RFM tables, read through importlib.resources."""
