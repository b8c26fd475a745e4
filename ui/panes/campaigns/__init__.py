"""The pane Campaigns."""
