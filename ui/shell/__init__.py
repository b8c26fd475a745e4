"""The window itself: rail, status line, palette, and where the panes stand."""
