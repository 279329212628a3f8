"""Checks whether openapi.json breaks clients of the released contract."""

from tools.interrupts import quiet_interrupts

quiet_interrupts()
