"""What the workbench does: everything that is decided, computed or written, without a window."""
