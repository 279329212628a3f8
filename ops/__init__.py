"""The operator's commands: bootstrap an account, deploy, release, roll back, restore."""

from tools.interrupts import quiet_interrupts

quiet_interrupts()
