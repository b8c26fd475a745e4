"""The project file: its tables and their history, how it is opened, and its backups."""
