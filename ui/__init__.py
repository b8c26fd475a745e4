"""What the workbench shows."""
