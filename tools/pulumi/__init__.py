"""The Pulumi CLI: the one on the PATH, or built from its pinned Go module."""
