"""The pane Discover."""
