"""What makes the data files, and the test command; nothing here is installed."""
