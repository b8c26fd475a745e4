"""Templates: one tree from the source, and from it the renderer, the lint and each ESP's own merge language."""
