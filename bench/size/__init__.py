"""The size of the function's zip, by content."""
