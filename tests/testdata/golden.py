"""Makes golden.json: Adam steps of Keras on the networks of golden_networks.ts, from the same weights and images.

    python3 -m venv venv && venv/bin/pip install tensorflow-cpu==2.21.0
    deno run -P tests/testdata/golden_inputs.ts inputs
    venv/bin/python tests/testdata/golden.py inputs > tests/testdata/golden.json

The baseline makes fewer steps: it has kinks, see follow_golden.ts.
"""
import hashlib, json, os, sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf
from keras import layers

folder, batch_size = sys.argv[1], 64
one_hot = np.eye(47, dtype=np.float32)


def read(name):
    with open(f"{folder}/{name}", "rb") as file:
        return file.read()


def split(name):
    images = np.frombuffer(read(f"{name}.images"), np.uint8).reshape(-1, 28, 28, 1)
    return images.astype(np.float32) / np.float32(255), one_hot[np.frombuffer(read(f"{name}.labels"), np.uint8)]


def baseline():
    return keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(2),
        layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(2),
        layers.Conv2D(128, 3, activation="relu"), layers.Flatten(),
        layers.Dense(128, activation="relu"), layers.Dense(47, activation="softmax"),
    ])


def smooth():
    return keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, 3, strides=2, activation="tanh"), layers.Conv2D(64, 3, strides=2, activation="tanh"),
        layers.Flatten(), layers.Dense(128, activation="tanh"), layers.Dense(47, activation="softmax"),
    ])


def normalized():
    pixels = keras.Input((28, 28, 1))
    first = layers.Conv2D(16, 3, strides=2, padding="same", activation="tanh")(pixels)
    second = layers.Conv2D(16, 3, padding="same", use_bias=False)(first)
    second = layers.BatchNormalization(momentum=0.9, epsilon=1e-3)(second)
    x = layers.Conv2D(32, 3, strides=2, activation="tanh")(layers.Add()([first, second]))
    x = layers.Dense(64, activation="tanh")(layers.Flatten()(x))
    return keras.Model(pixels, layers.Dense(47, activation="softmax")(x))


def train(model, name, steps):
    weights = np.frombuffer(read(f"{name}.weights"), "<f4")
    shapes = [weight.shape for weight in ordered(model)]
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])
    for weight, part, shape in zip(ordered(model), np.split(weights, ends[:-1]), shapes):
        weight.assign(part.reshape(shape))
    model.compile(keras.optimizers.Adam(1e-3), "categorical_crossentropy", metrics=["accuracy"])
    images, targets = split("train")
    losses = []
    for start in range(0, steps * batch_size, batch_size):
        batch = slice(start, start + batch_size)
        losses.append(float(model.train_on_batch(images[batch], targets[batch])[0]))
        model.reset_metrics()
    images, targets = split("test")
    loss, accuracy = model.evaluate(images, targets, verbose=0)
    rows = model.predict(images[:8], verbose=0)
    return {
        "weightsSha256": hashlib.sha256(read(f"{name}.weights")).hexdigest(),
        "losses": losses,
        "loss": loss,
        "accuracy": accuracy,
        "probabilities": [[round(float(value), 7) for value in row] for row in rows],
    }


def ordered(model):
    """The weights as TensorFlow.js orders them: all that are trained, then what normalisation keeps."""
    return model.trainable_weights + model.non_trainable_weights


if __name__ == "__main__":
    print(json.dumps({
        "source": f"Keras {keras.__version__}, TensorFlow {tf.__version__}, float32, CPU",
        "sha256": {name: hashlib.sha256(read(f"{name}.images")).hexdigest() for name in ("train", "test")},
        "baseline": train(baseline(), "baseline", 12),
        "smooth": train(smooth(), "smooth", 40),
        "normalized": train(normalized(), "normalized", 40),
    }))
