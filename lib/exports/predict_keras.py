"""Runs a .keras file on images: predict_keras.py MODEL IMAGES PROBABILITIES

IMAGES holds the pixels, uint8, one image after the other; PROBABILITIES is written as
float32 in the machine's byte order. Prints the version of Keras and what computes for it.
"""

import sys

import keras
import numpy

_, model_file, images_file, probabilities_file = sys.argv
model = keras.saving.load_model(model_file, compile=False)
_, *image_shape = model.input_shape
images = numpy.fromfile(images_file, numpy.uint8).reshape(-1, *image_shape)
probabilities = model.predict(images.astype("float32"), batch_size=256, verbose=0)
numpy.asarray(probabilities, "float32").tofile(probabilities_file)
print(f"Keras {keras.__version__} on {keras.backend.backend()}")
