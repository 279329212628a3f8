"""The Pulumi CLI: the one on the PATH, or built from its pinned Go module."""

from tools.interrupts import quiet_interrupts

quiet_interrupts()
