"""A demo to look at: people, and what came to them in the shower."""
