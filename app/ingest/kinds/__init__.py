"""What each kind of file writes into the project's tables."""
