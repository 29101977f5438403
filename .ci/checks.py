"""Prints a line for each check, and counts those that do not hold."""


class Checks:
    def __init__(self):
        self.broken = 0

    def equal(self, what, left, right):
        self.holds(left == right, f"{what}: {left} = {right}", f"{what}: {left} is not {right}")

    def holds(self, condition, good, bad):
        if condition:
            print(f"  ok    {good}")
        else:
            print(f"  WRONG {bad}")
            self.broken += 1
