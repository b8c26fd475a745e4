"""What headers and words mean in files: for traits, permission, events and orders; and MAP.json."""
