"""Measurements, one command each. `make bench` runs all of them."""

from tools.interrupts import quiet_interrupts

quiet_interrupts()
