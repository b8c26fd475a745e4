"""The ground floor: terms that everything shares. It knows nothing of ours but `resources`."""
