"""Deals out the rows of a job as scikit-learn does: stratified_group_folds.py <job.json> <folds.csv>.

The job has for each row its number in the source, its label and the group of rows with equal features that it
belongs to; the file says in which fold each row is tested, for `rampart cross-validate --folds-from`."""

import json
import sys

import numpy
import pandas
from sklearn.model_selection import StratifiedGroupKFold


def main():
    source, out = sys.argv[1:]
    with open(source) as file:
        job = json.load(file)
    labels = numpy.array(job["labels"])
    tested = numpy.zeros(len(labels), dtype=int)
    folds = StratifiedGroupKFold(job["count"], shuffle=True, random_state=job["seed"])
    for fold, (_, test) in enumerate(folds.split(labels, labels, job["groups"])):
        tested[test] = fold + 1
    pandas.DataFrame({"row": job["rows"], "fold": tested}).to_csv(out, index=False)


main()
