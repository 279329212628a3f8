"""Measures requests per second through the laptop's front door, their latency, and the handler's share of it."""
