"""The pane People."""
