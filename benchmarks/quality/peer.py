"""Trains one peer in every fold of a job and writes what it predicts: peer.py <peer> <job.json> <answer.json>."""

import json
import sys
import time
import warnings

import numpy
import pandas
from peer_models import peers


def given_table(job):
    """The features as Rampart typed them, and how to take each."""
    columns = job["columns"]
    # Plain names: LightGBM refuses some characters.
    table = pandas.DataFrame({f"c{at}": column["values"] for at, column in enumerate(columns)})
    return table, {f"c{at}": column["take"] for at, column in enumerate(columns)}


def raw_table(raw):
    """The features as pandas reads the file itself: every column but the target."""
    table = pandas.read_csv(raw["path"], sep=raw["delimiter"]).drop(columns=raw["target"])
    table = table.iloc[numpy.array(raw["rows"]) - 1].reset_index(drop=True)
    table.columns = [f"c{at}" for at in range(table.shape[1])]
    numeric = pandas.api.types.is_numeric_dtype
    return table, {name: "number" if numeric(table[name]) else "text" for name in table}


def cells(table, take):
    """Numbers as floats, texts as plain strings, those that are missing a text of their own."""
    as_text = lambda column: column.astype(object).where(column.notna(), "").astype(str).astype(object)
    return pandas.DataFrame(
        {
            name: as_text(table[name]) if kind == "text" else table[name].astype(float)
            for name, kind in take.items()
        }
    )


def predict_fold(name, table, take, labels, fold, job):
    """Probabilities of all classes for the test rows, also of those that the training rows lack."""
    model = peers[name](take, job["seed"])
    model.fit(table.iloc[fold["train"]], labels[fold["train"]])
    known = model.predict_proba(table.iloc[fold["test"]])
    probabilities = numpy.zeros((len(fold["test"]), job["classes"]))
    probabilities[:, numpy.asarray(model.classes_, dtype=int)] = known
    return probabilities


def main():
    name, source, out = sys.argv[1:]
    warnings.filterwarnings("ignore")
    with open(source) as file:
        job = json.load(file)
    table, take = raw_table(job["raw"]) if job["raw"] else given_table(job)
    table = cells(table, take)
    labels = numpy.array(job["labels"])
    start = time.perf_counter()
    folds = [predict_fold(name, table, take, labels, fold, job) for fold in job["folds"]]
    seconds = time.perf_counter() - start
    with open(out, "w") as file:
        json.dump({"seconds": seconds, "probabilities": [fold.tolist() for fold in folds]}, file)


main()
