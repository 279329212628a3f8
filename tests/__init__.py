from tools.interrupts import quiet_interrupts

quiet_interrupts()
