"""The pane Segments."""
