"""The BG/NBD model: histories of purchases drawn from it, and what it expects of a customer.

Fader, Hardie and Lee 2005, "Counting Your Customers the Easy Way", Marketing Science 24(2). A
customer buys at random at a rate of their own and leaves for good after a repeat purchase with a
chance of their own; rates vary between customers by a gamma distribution (r, alpha), chances by a
beta distribution (a, b). Time is in weeks.
"""

from dataclasses import dataclass
from itertools import count
from math import pow
from random import Random

NEGLIGIBLE = 1e-15


@dataclass(frozen=True)
class Model:
    """The four parameters: (r, alpha) of the rate per week, (a, b) of the chance to leave."""

    r: float
    alpha: float
    a: float
    b: float

    def draw(self, rng: Random, weeks: float) -> list[float]:
        """The moments of one customer's purchases, in weeks since the first, which is at 0."""
        rate = rng.gammavariate(self.r, 1 / self.alpha)
        chance = rng.betavariate(self.a, self.b)
        moments = [0.0]
        while rate > NEGLIGIBLE:
            moment = moments[-1] + rng.expovariate(rate)
            if moment > weeks:
                break
            moments.append(moment)
            if rng.random() < chance:
                break
        return moments

    def expected(self, repeats: int, last: float, age: float, weeks: float) -> float:
        """How many purchases the model expects in the next weeks (the paper's equation 10).

        `repeats` purchases came after the first, the last of all `last` weeks after it, and the
        customer has been known for `age` weeks. `a` must not be 1.
        """
        seen, shape = self.r + repeats, self.a + self.b + repeats - 1
        past, future = self.alpha + age, self.alpha + age + weeks
        series = hypergeometric(seen, self.b + repeats, shape, weeks / future)
        if_active = shape / (self.a - 1) * (1 - pow(past / future, seen) * series)
        return if_active * self.active(repeats, last, age)

    def active(self, repeats: int, last: float, age: float) -> float:
        """The chance that the customer has not left; 1 without a repeat purchase."""
        if not repeats:
            return 1.0
        silence = pow((self.alpha + age) / (self.alpha + last), self.r + repeats)
        odds = self.a / (self.b + repeats - 1) * silence
        return 1 / (1 + odds)


PAPER = Model(r=0.243, alpha=4.414, a=0.793, b=2.426)


def hypergeometric(a: float, b: float, c: float, z: float) -> float:
    """Gauss's 2F1(a, b; c; z) by its series, for 0 <= z < 1 and positive a, b, c."""
    total = term = 1.0
    for step in count():
        term *= (a + step) * (b + step) / (c + step) / (step + 1) * z
        total += term
        if term < total * NEGLIGIBLE:
            break
    return total
