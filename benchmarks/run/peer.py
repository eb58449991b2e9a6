"""Does what many published projects on this table do, on the rows that are given: impute, search a grid, test.

Usage: peer.py <csv> <target> <positive> <holdout.json> <jobs>; prints the scores on the holdout as JSON.
"""

import json
import sys

import numpy
import pandas
from sklearn.ensemble import AdaBoostClassifier, GradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import KNNImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, log_loss
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline
from sklearn.tree import DecisionTreeClassifier

trees = [8, 16, 32, 64, 128, 256]
grids = [
    (RandomForestClassifier(random_state=7), {"n_estimators": [8, 16, 32, 128, 256]}),
    (DecisionTreeClassifier(random_state=7), {"criterion": ["gini", "entropy", "log_loss"]}),
    (
        GradientBoostingClassifier(random_state=7),
        {
            "learning_rate": [0.1, 0.01, 0.05, 0.001],
            "subsample": [0.6, 0.7, 0.75, 0.85, 0.9],
            "n_estimators": trees,
        },
    ),
    (LogisticRegression(random_state=7), {}),
    (AdaBoostClassifier(random_state=7), {"learning_rate": [0.1, 0.01, 0.001], "n_estimators": trees}),
]


def main():
    source, target, positive, holdout, jobs = sys.argv[1:]
    table = pandas.read_csv(source)
    with open(holdout) as file:
        held = numpy.isin(numpy.arange(len(table)), json.load(file))
    # Such projects split at random, and test on feature vectors that they have trained on. Here both get the same rows.
    features = table.drop(columns=target).to_numpy()
    labels = (table[target].astype(str) == positive).astype(int).to_numpy()
    imputer = Pipeline([("impute", KNNImputer(n_neighbors=3, weights="uniform"))])
    train, test = imputer.fit_transform(features[~held]), imputer.transform(features[held])

    best = None
    for model, grid in grids:
        search = GridSearchCV(model, grid, cv=3, n_jobs=int(jobs)).fit(train, labels[~held])
        if best is None or search.best_score_ > best.best_score_:
            best = search

    predicted, wanted = best.predict(test), labels[held]
    scores = {
        "chosen": type(best.best_estimator_).__name__,
        "rows": int(held.sum()),
        "accuracy": accuracy_score(wanted, predicted),
        "f1": f1_score(wanted, predicted),
        "logLoss": log_loss(wanted, best.predict_proba(test)),
    }
    print(json.dumps(scores))


main()
