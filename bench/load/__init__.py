"""How many requests a second pass the laptop's front door, how long they take, and what of that is the handler's."""
