"""Measures the requests per second through the laptop's front door, their time, and the handler's share."""
