"""The peers, each with its defaults, and how each takes numbers (few: code) and texts."""

import numpy
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (
    ExtraTreesClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler


def names(take, *wanted):
    return [name for name, kind in take.items() if kind in wanted]


def logistic_regression(take, seed):
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    levels = OneHotEncoder(handle_unknown="ignore")
    encode = ColumnTransformer(
        [("numbers", numbers, names(take, "number")), ("levels", levels, names(take, "code", "text"))]
    )
    return make_pipeline(encode, LogisticRegression(max_iter=5000, random_state=seed))


def forest(kind, take, seed):
    texts = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    encode = ColumnTransformer([("texts", texts, names(take, "text"))], remainder="passthrough")
    return make_pipeline(encode, kind(n_estimators=256, n_jobs=-1, random_state=seed))


def random_forest(take, seed):
    return forest(RandomForestClassifier, take, seed)


def extra_trees(take, seed):
    return forest(ExtraTreesClassifier, take, seed)


def hist_gradient_boosting(take, seed):
    texts = OrdinalEncoder(
        handle_unknown="use_encoded_value", unknown_value=numpy.nan, max_categories=254
    )
    encode = ColumnTransformer([("texts", texts, names(take, "text"))], remainder="passthrough")
    first = list(range(len(names(take, "text"))))
    return make_pipeline(
        encode, HistGradientBoostingClassifier(categorical_features=first, random_state=seed)
    )


class CatBoost:
    def __init__(self, take, seed):
        from catboost import CatBoostClassifier

        self.texts = names(take, "text")
        self.model = CatBoostClassifier(
            cat_features=self.texts, random_seed=seed, verbose=0, allow_writing_files=False
        )

    def fit(self, table, labels):
        self.model.fit(table, labels)
        self.classes_ = self.model.classes_
        return self

    def predict_proba(self, table):
        return self.model.predict_proba(table)


class OnCategoricals:
    """A library that takes texts as pandas' Categorical: of the levels that its training rows have, others as missing."""

    def __init__(self, take, model):
        self.texts = names(take, "text")
        self.model = model

    def encode(self, table):
        from pandas import Categorical

        return table.assign(
            **{name: Categorical(table[name], categories=self.levels[name]) for name in self.texts}
        )

    def fit(self, table, labels):
        self.levels = {name: sorted(table[name].unique()) for name in self.texts}
        self.model.fit(self.encode(table), labels)
        self.classes_ = self.model.classes_
        return self

    def predict_proba(self, table):
        return self.model.predict_proba(self.encode(table))


def lightgbm(take, seed):
    from lightgbm import LGBMClassifier

    return OnCategoricals(take, LGBMClassifier(random_state=seed, verbose=-1))


def xgboost(take, seed):
    from xgboost import XGBClassifier

    return OnCategoricals(take, XGBClassifier(enable_categorical=True, random_state=seed))


peers = {
    "logistic-regression": logistic_regression,
    "random-forest": random_forest,
    "extra-trees": extra_trees,
    "hist-gradient-boosting": hist_gradient_boosting,
    "catboost": CatBoost,
    "lightgbm": lightgbm,
    "xgboost": xgboost,
}
