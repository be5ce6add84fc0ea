"""The search for how the trees of fields should grow: on drawn documents, judged on layouts they were not grown on.

Real documents take no part, so figures on them stay figures on documents not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import optuna

from training.fields import Prepared, held_out_loss
from training.parameters import Parameters, load_parameters

SEARCHED_ROLES = ("InvoiceNumber", "YourReference", "InvoiceDate", "DueDate", "TotalAmountInclTax", "TaxAmount")
Progress = Callable[[int, int, float], None]  # trials done, of, the lowest loss so far


def search(
    prepared: Sequence[Prepared], *, trials: int, seed: int = 0, progress: Progress = lambda done, of, best: None
) -> tuple[Parameters, float, float]:
    """The best parameters found, their loss and the loss of those in use: mean log loss per document.

    The first trial is what is in use; the same documents, trials and seed give the same choice.
    """
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed))
    in_use = load_parameters()
    study.enqueue_trial({name: getattr(in_use, name) for name in Parameters.__dataclass_fields__})

    def loss(trial: optuna.Trial) -> float:
        parameters = _suggested(trial)
        return float(np.mean([held_out_loss(prepared, role, parameters, seed) for role in SEARCHED_ROLES]))

    study.optimize(loss, n_trials=trials, callbacks=[lambda s, trial: progress(trial.number + 1, trials, s.best_value)])
    first = study.trials[0].value
    return Parameters(**study.best_params), study.best_value, float("nan") if first is None else first


def _suggested(trial: optuna.Trial) -> Parameters:
    return Parameters(
        learning_rate=trial.suggest_float("learning_rate", 0.03, 0.2, log=True),
        num_leaves=trial.suggest_int("num_leaves", 7, 63, log=True),
        min_data_in_leaf=trial.suggest_int("min_data_in_leaf", 5, 100, log=True),
        feature_fraction=trial.suggest_float("feature_fraction", 0.2, 0.9),
        bagging_fraction=trial.suggest_float("bagging_fraction", 0.5, 1.0),
        lambda_l2=trial.suggest_float("lambda_l2", 0.1, 30.0, log=True),
        rounds=trial.suggest_int("rounds", 60, 300),
    )
