"""Orders: what files say of each, which of it stands, and the `placed_order` events that follow."""
