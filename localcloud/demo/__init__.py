"""Demo data: people and their Dwipps."""
