"""Times the epochs of one library's training: peer.py <scikit-learn|keras|pytorch> <job.json>."""

import json
import sys
import time
import warnings

import numpy


def fit_scikit_learn(network, features, targets, batch_size, epochs, mark):
    from sklearn.neural_network import MLPClassifier

    # One output whatever the network says: two classes are one to it.
    model = MLPClassifier(
        hidden_layer_sizes=network["hidden"], solver="adam", batch_size=batch_size, early_stopping=False
    )
    mark()
    for _ in range(epochs):
        # One epoch, in batches.
        model.partial_fit(features, targets, classes=[0, 1])
        mark()


def fit_keras(network, features, targets, batch_size, epochs, mark):
    import keras

    class Marks(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            mark()

        def on_epoch_end(self, epoch, logs=None):
            mark()

    binary = network["outputs"] == 1
    model = keras.Sequential([keras.Input((network["inputs"],))])
    for units in network["hidden"]:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(network["outputs"], activation="sigmoid" if binary else "softmax"))
    model.compile("adam", "binary_crossentropy" if binary else "categorical_crossentropy")
    wanted = targets.astype("float32") if binary else keras.utils.to_categorical(targets, 2)
    model.fit(features, wanted, batch_size=batch_size, epochs=epochs, verbose=0, callbacks=[Marks()])


def fit_pytorch(network, features, targets, batch_size, epochs, mark):
    import torch

    binary = network["outputs"] == 1
    layers = []
    units = network["inputs"]
    for more in network["hidden"]:
        layers += [torch.nn.Linear(units, more), torch.nn.ReLU()]
        units = more
    model = torch.nn.Sequential(*layers, torch.nn.Linear(units, network["outputs"]))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    measure = torch.nn.BCEWithLogitsLoss() if binary else torch.nn.CrossEntropyLoss()
    x = torch.from_numpy(features)
    y = torch.from_numpy(targets.astype("float32"))[:, None] if binary else torch.from_numpy(targets).long()
    mark()
    for _ in range(epochs):
        order = torch.randperm(len(x))
        shuffled, wanted = x[order], y[order]
        for start in range(0, len(x), batch_size):
            optimizer.zero_grad()
            loss = measure(model(shuffled[start : start + batch_size]), wanted[start : start + batch_size])
            loss.backward()
            optimizer.step()
        mark()


fits = {"scikit-learn": fit_scikit_learn, "keras": fit_keras, "pytorch": fit_pytorch}


def main():
    library, path = sys.argv[1:]
    warnings.filterwarnings("ignore")
    with open(path) as file:
        job = json.load(file)
    timed = []
    for network in job["networks"]:
        features = numpy.fromfile(network["features"], "<f4").reshape(job["rows"], network["inputs"])
        targets = numpy.fromfile(network["targets"], "<i4")
        for batch_size in job["batchSizes"]:
            marks = []
            mark = lambda: marks.append(time.perf_counter())
            fits[library](network, features, targets, batch_size, job["epochs"], mark)
            seconds = [end - start for start, end in zip(marks, marks[1:])]
            timed.append({"network": network["name"], "batchSize": batch_size, "seconds": seconds})
    print(json.dumps(timed))


main()
