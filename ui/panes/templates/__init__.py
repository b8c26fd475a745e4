"""The pane Templates."""
