"""Files on disk whatever they hold: faults told apart, room, drafts, and the writer's lock."""
