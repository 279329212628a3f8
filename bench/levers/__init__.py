"""Measures each optimisation of a cold start (a lever), by turning it off in the unpacked zip."""
