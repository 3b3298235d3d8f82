"""Writes golden_distortions.json: what SciPy and TensorFlow make of one small image.

    pip install numpy scipy==1.17.1 tensorflow-cpu==2.21.0
    python tests/training/augmentation/testdata/golden_distortions.py
    deno fmt tests/training/augmentation/testdata/
"""
import json
import os
import pathlib

import numpy as np
from scipy import ndimage

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf

HEIGHT, WIDTH, SPACING, DEVIATION = 10, 13, 4, 0.8
DISTORTION = {
    "rotation": 25, "scaleX": 1.2, "scaleY": 0.85, "shear": 0.2, "shiftX": 0.7, "shiftY": -1.4
}
generator = np.random.default_rng(5)
image = generator.integers(0, 256, [HEIGHT, WIDTH]).astype(np.uint8)


def source_matrix():
    """The inverse of scaling, shearing, rotating (y points down) and shifting about the middle."""
    angle = np.radians(DISTORTION["rotation"])
    scale = np.diag([DISTORTION["scaleX"], DISTORTION["scaleY"], 1])
    shear = np.array([[1, -DISTORTION["shear"], 0], [0, 1, 0], [0, 0, 1]])
    rotation = np.array(
        [[np.cos(angle), np.sin(angle), 0], [-np.sin(angle), np.cos(angle), 0], [0, 0, 1]]
    )
    to_middle, from_middle = np.eye(3), np.eye(3)
    to_middle[:2, 2] = [-(WIDTH - 1) / 2, -(HEIGHT - 1) / 2]
    from_middle[:2, 2] = -to_middle[:2, 2]
    shift = np.eye(3)
    shift[:2, 2] = DISTORTION["shiftX"], DISTORTION["shiftY"]
    return np.linalg.inv(shift @ from_middle @ rotation @ shear @ scale @ to_middle)


def displacements(draws):
    """Keys's cubic (a = -1/2) between nodes SPACING pixels apart, the first of them before the image."""
    nodes = np.sqrt(3) * DEVIATION * (2 * draws - 1)
    _, rows, columns = nodes.shape
    size = [rows * SPACING, columns * SPACING]
    fields = tf.raw_ops.ResizeBicubic(
        images=np.moveaxis(nodes, 0, -1)[None].astype(np.float32), size=size, half_pixel_centers=True
    ).numpy()[0]
    # Resizing puts a node into the middle of its pixels; the image begins at the second node.
    start = SPACING + SPACING // 2
    return np.moveaxis(fields, -1, 0)[:, start : start + HEIGHT, start : start + WIDTH]


def sample(matrix, displaced):
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    source_x = matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2] + displaced[0]
    source_y = matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2] + displaced[1]
    return ndimage.map_coordinates(
        image.astype(np.float64), [source_y, source_x], order=1, mode="grid-constant", cval=0
    )


matrix = source_matrix()
draws = np.round(generator.random([2, -(-HEIGHT // SPACING) + 3, -(-WIDTH // SPACING) + 3]), 3)
field = displacements(draws)


def numbers(values, digits=6):
    return np.round(np.asarray(values, np.float64), digits).ravel().tolist()


golden = {
    "height": HEIGHT,
    "width": WIDTH,
    "image": image.ravel().tolist(),
    "distortion": DISTORTION,
    "matrix": {
        name: float(value)
        for name, value in zip(["xx", "xy", "x0", "yx", "yy", "y0"], matrix[:2].ravel())
    },
    "affine": numbers(sample(matrix, np.zeros_like(field))),
    "spacing": SPACING,
    "deviation": DEVIATION,
    "draws": numbers(draws),
    "displacements": numbers(field),
    "elastic": numbers(sample(np.eye(3), field)),
    "affineAndElastic": numbers(sample(matrix, field)),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
