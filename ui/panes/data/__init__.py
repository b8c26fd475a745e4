"""The pane Data."""
