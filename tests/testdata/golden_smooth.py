"""Makes golden_smooth.json: 40 Adam steps of Keras on the baseline CNN without kinks, ELU for ReLU and mean for max pooling.

    python3 -m venv venv && venv/bin/pip install tensorflow-cpu==2.21.0
    venv/bin/python tests/testdata/golden_smooth.py ../shared > tests/testdata/golden_smooth.json

Weights, batches and test images are those of ../shared/golden. The gradient of this network is continuous, so that
rounding stays rounding: unlike the one with kinks it ends in the same place on every machine.
"""
import gzip, json, os, sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf
from keras import layers

shared = sys.argv[1]
steps = json.load(open(f"{shared}/golden/keras-seed-steps.json"))
flat = np.fromfile(f"{shared}/golden/keras-seed-init.f32", "<f4")
ends = np.cumsum([np.prod(shape) for shape in steps["weightShapes"]])
weights = [part.reshape(shape) for part, shape in zip(np.split(flat, ends[:-1]), steps["weightShapes"])]


def read(split):
    def bytes_of(kind, header):
        with gzip.open(f"{shared}/data/emnist47/emnist47-{split}-{kind}-ubyte.gz") as file:
            return np.frombuffer(file.read(), np.uint8)[header:]

    images = bytes_of("images-idx3", 16).reshape(-1, 28, 28).transpose(0, 2, 1)
    return images[..., None].astype(np.float32) / np.float32(255), bytes_of("labels-idx1", 8)


model = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(32, 3, activation="elu"), layers.AveragePooling2D(2),
    layers.Conv2D(64, 3, activation="elu"), layers.AveragePooling2D(2),
    layers.Conv2D(128, 3, activation="elu"), layers.Flatten(),
    layers.Dense(128, activation="elu"), layers.Dense(47, activation="softmax"),
])
model.compile(keras.optimizers.Adam(1e-3), "categorical_crossentropy", metrics=["accuracy"])
model.set_weights(weights)
one_hot = np.eye(47, dtype=np.float32)
images, labels = read("train")
losses = []
for start in range(0, 40 * 128, 128):
    batch = slice(start, start + 128)
    losses.append(float(model.train_on_batch(images[batch], one_hot[labels[batch]])[0]))
    model.reset_metrics()
images, labels = read("test")
loss, accuracy = model.evaluate(images[:1000], one_hot[labels[:1000]], verbose=0)
print(json.dumps({
    "source": f"Keras {keras.__version__}, TensorFlow {tf.__version__}, float32, CPU",
    "losses": losses,
    "evaluate": {"loss": loss, "accuracy": accuracy},
    "probabilities": {"values": [[round(float(p), 7) for p in row] for row in model.predict(images[:8], verbose=0)]},
}))
