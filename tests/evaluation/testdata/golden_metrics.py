"""Writes golden_metrics.json: what scikit-learn, SciPy, statsmodels and Keras make of golden_predictions.ts.

    pip install scikit-learn==1.9.1 scipy==1.17.1 statsmodels==0.15.0 tensorflow-cpu==2.21.0
    python tests/evaluation/testdata/golden_metrics.py && deno fmt tests/evaluation/testdata/

The predictions are made here a second time, from the same integers, and the test compares digests.
"""
import hashlib
import json
import os
import pathlib

import numpy as np

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
from scipy import optimize, special, stats
from scipy.cluster import hierarchy
from scipy.spatial import distance
from sklearn import calibration, metrics
from statsmodels.stats import contingency_tables, multitest

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"
LOOK_ALIKES = ["0O", "1IL", "2Z", "5S", "9gq", "Ff", "UV"]
IMAGES, CLASSES, SEED = 4000, len(CHARACTERS), 20170302
NEVER_PREDICTED, ABSENT = CHARACTERS.index("A"), CHARACTERS.index("t")


def random_integers(state):
    """The linear congruential generator of Numerical Recipes, without its weak low bits."""
    while True:
        state = (state * 1664525 + 1013904223) % 2**32
        yield state >> 8


def golden_predictions():
    """Labels [n] and probabilities [n, classes]: unbalanced, one class absent, one never predicted."""
    draw = random_integers(SEED)
    partners = [
        [CHARACTERS.index(other) for group in LOOK_ALIKES if character in group for other in group]
        for character in CHARACTERS
    ]
    labels = np.zeros(IMAGES, np.uint8)
    probabilities = np.zeros((IMAGES, CLASSES), np.float32)
    for image in range(IMAGES):
        label = min(next(draw) % CLASSES, next(draw) % CLASSES)
        labels[image] = (label + 1) % CLASSES if label == ABSENT else label
        weights = [1 + next(draw) % 8 for _ in range(CLASSES)]
        weights[labels[image]] += (next(draw) % 64) ** 2
        for partner in partners[labels[image]]:
            weights[partner] += (next(draw) % 32) ** 2
        size, place = next(draw), next(draw)
        weights[place % CLASSES] += (size % 24) ** 2
        # Distinct remainders rule out equal probabilities, which libraries rank differently.
        weights = [weight * 64 + index for index, weight in enumerate(weights)]
        weights[NEVER_PREDICTED] = 0 if image % 97 == 0 else 1
        total = sum(weights)
        probabilities[image] = [weight / total for weight in weights]
    return labels, probabilities


labels, probabilities = golden_predictions()
predicted = probabilities.argmax(axis=1)
every_class = list(range(CLASSES))
scores = {"y_true": labels, "y_pred": predicted, "labels": every_class, "zero_division": 0}


def class_scores(average):
    occurring = sorted(set(labels.tolist()))  # means are over the classes that have images
    chosen = {**scores, "labels": every_class if average is None else occurring}
    precision, recall, f1, support = metrics.precision_recall_fscore_support(**chosen, average=average)
    values = {"precision": precision, "recall": recall, "f1": f1}
    if average is None:
        values["support"] = support
    return {name: np.asarray(value).tolist() for name, value in values.items()}


def reliability(bins):
    confidence, correct = probabilities.max(axis=1), predicted == labels
    accuracy, mean_confidence = calibration.calibration_curve(correct, confidence, n_bins=bins)
    # digitize(right=True) uses the same half-open bins as calibration_curve.
    edges = np.linspace(0, 1, bins + 1)
    counts = np.bincount(np.digitize(confidence, edges[1:-1], right=True), minlength=bins)
    filled = counts[counts > 0] / IMAGES
    return {
        "counts": counts.tolist(),
        "accuracy": accuracy.tolist(),
        "meanConfidence": mean_confidence.tolist(),
        "error": float((filled * np.abs(accuracy - mean_confidence)).sum()),
    }


def temperature():
    logs = np.log(np.maximum(probabilities.astype(np.float64), 2.0**-126)).astype(np.float32).astype(np.float64)

    def loss(inverse):
        return -special.log_softmax(inverse * logs, axis=1)[np.arange(IMAGES), labels].mean()

    fit = optimize.minimize_scalar(loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-10})
    scaled = special.softmax(logs[:3] * fit.x, axis=1)
    return {
        "temperature": 1 / fit.x,
        "firstRows": scaled.tolist(),
    }


def groups():
    rates = metrics.confusion_matrix(labels, predicted, labels=every_class, normalize="true")
    similarity = (rates + rates.T) / 2
    np.fill_diagonal(similarity, 1)
    tree = hierarchy.linkage(distance.squareform(1 - similarity, checks=False), method="average")

    def cut(threshold):
        names = hierarchy.fcluster(tree, 1 - threshold, criterion="distance")
        found = ["".join(c for c, name in zip(CHARACTERS, names) if name == group) for group in set(names)]
        return sorted(group for group in found if len(group) > 1)

    merged = cut(0.05)
    group_of = {c: group for group in merged for c in group}
    right = [group_of.get(CHARACTERS[a], a) == group_of.get(CHARACTERS[b], b) for a, b in zip(labels, predicted)]
    return {
        "mergeSimilarities": (1 - tree[:, 2]).tolist(),
        "atThreshold": {str(threshold): cut(threshold) for threshold in (0.02, 0.05, 0.1)},
        "groupedAccuracy": float(np.mean(right)),
    }


def top_pairs(symmetric):
    """Characters and counts of the ten most frequent confusions, equal counts by rate, then by class."""
    counts = metrics.confusion_matrix(labels, predicted, labels=every_class)
    rates = metrics.confusion_matrix(labels, predicted, labels=every_class, normalize="true")
    if symmetric:
        counts, rates = np.triu(counts + counts.T, 1), (rates + rates.T) / 2
    counts = counts * (1 - np.eye(CLASSES, dtype=int))
    order = sorted(np.ndindex(counts.shape), key=lambda cell: (-counts[cell], -rates[cell], cell))[:10]
    return [[CHARACTERS[i] + CHARACTERS[j], int(counts[i, j]), float(rates[i, j])] for i, j in order]


def bootstrap(only_first, only_second, images):
    differences = np.zeros(images)
    differences[:only_second], differences[only_second:only_second + only_first] = 1, -1
    result = stats.bootstrap((differences,), np.mean, n_resamples=20000, method="percentile", rng=0)
    low, high = result.confidence_interval
    return {"onlyFirst": only_first, "onlySecond": only_second, "images": images, "low": low, "high": high}


def wilson(successes, trials):
    interval = stats.binomtest(successes, trials).proportion_ci(confidence_level=0.95, method="wilson")
    return {"successes": successes, "trials": trials, "low": interval.low, "high": interval.high}


def mcnemar(only_first, only_second):
    table = [[5, only_first], [only_second, 3]]
    result = contingency_tables.mcnemar(table, exact=only_first + only_second < 25, correction=True)
    return {"onlyFirst": only_first, "onlySecond": only_second, "pValue": float(result.pvalue)}


def holm(p_values):
    _, adjusted, _, _ = multitest.multipletests(p_values, method="holm")
    return {"pValues": p_values, "adjusted": adjusted.tolist()}


right = int((predicted == labels).sum())
one_hot = np.eye(CLASSES, dtype=np.float32)[labels]
golden = {
    "labelsSha256": hashlib.sha256(labels.tobytes()).hexdigest(),
    "probabilitiesSha256": hashlib.sha256(probabilities.astype("<f4").tobytes()).hexdigest(),
    "confusionMatrix": metrics.confusion_matrix(labels, predicted, labels=every_class).ravel().tolist(),
    "accuracy": metrics.accuracy_score(labels, predicted),
    "topKAccuracy": {
        str(k): metrics.top_k_accuracy_score(labels, probabilities, k=k, labels=every_class)
        for k in (1, 2, 3, 5, 10)
    },
    "perClass": class_scores(None),
    "macro": class_scores("macro"),
    "weighted": class_scores("weighted"),
    "balancedAccuracy": metrics.balanced_accuracy_score(labels, predicted),
    "cohenKappa": metrics.cohen_kappa_score(labels, predicted),
    "matthewsCorrelation": metrics.matthews_corrcoef(labels, predicted),
    "kerasCrossEntropy": float(np.mean(keras.losses.categorical_crossentropy(one_hot, probabilities))),
    "reliability": {str(bins): reliability(bins) for bins in (10, 15)},
    "temperature": temperature(),
    "groups": groups(),
    "topConfusions": top_pairs(symmetric=False),
    "topConfusionPairs": top_pairs(symmetric=True),
    "pairedBootstrap": bootstrap(120, 200, 2000),
    "wilson": [wilson(*case) for case in ((right, IMAGES), (0, 10), (10, 10), (1, 3), (16055, 18800))],
    "mcnemar": [mcnemar(*case) for case in ((0, 1), (3, 3), (2, 9), (9, 2), (20, 4), (13, 12), (40, 18), (512, 300))],
    "holm": [holm(case) for case in ([0.01, 0.04, 0.03, 0.005], [0.5, 0.9, 0.5], [0.02], [0.001, 0.001, 0.2, 0.04])],
    "chiSquaredTails": [[x, stats.chi2.sf(x, 1)] for x in (0, 0.01, 0.5, 1, 3.841458820694124, 7.9, 8, 8.1, 30, 200)],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden) + "\n")
