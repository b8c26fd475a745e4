"""What the workbench remembers: the project file, its migrations, bulk load, the columnar mirror and backups."""
