"""The audience's tables in a PostgreSQL database of somebody's own, put there on purpose, and asked there."""
