"""Measurements, one command each. `make bench` runs all of them."""
