"""The pane Home."""
