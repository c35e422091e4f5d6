"""Logistic regression with weights held towards what is known of them, for the fitting scripts."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def fitted(
    values: Floats, right: Floats, counts: Floats, prior: Floats, held: Floats, steps: int
) -> Floats:
    """The weights of `values` (cases by signs) that tell best which cases are `right` (0 or 1), by
    Newton's method. `counts` is what each case counts, `held` how much each weight is held
    towards its `prior`."""
    weights = prior.copy()
    for _ in range(steps):
        given = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (counts * (given - right)) + held * (weights - prior)
        curve = (values * (counts * given * (1 - given))[:, None]).T @ values
        weights -= np.linalg.solve(curve + np.diag(held), slope)
    return weights
