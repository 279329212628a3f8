"""What the function's zip weighs, and what makes it up."""
