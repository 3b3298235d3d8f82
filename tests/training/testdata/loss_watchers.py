"""Writes loss_watchers.json: what Keras's callbacks make of a list of validation losses.

    pip install tensorflow-cpu==2.21.0
    python tests/training/testdata/loss_watchers.py && deno fmt tests/training/testdata/
"""
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras

LOSSES = [1.0, 0.8, 0.81, 0.9, 0.7, 0.7, 0.71, 0.72, 0.69, 0.75, 0.75, 0.8, 0.8, 0.8, 0.8, 0.68]
FACTOR, PLATEAU_PATIENCE, MINIMUM, STOP_PATIENCE = 0.5, 2, 0.2, 4

model = keras.Sequential([keras.Input([1]), keras.layers.Dense(1)])
model.compile(keras.optimizers.SGD(learning_rate=1.0))
plateau = keras.callbacks.ReduceLROnPlateau(
    factor=FACTOR, patience=PLATEAU_PATIENCE, min_delta=0, min_lr=MINIMUM
)
stopping = keras.callbacks.EarlyStopping(patience=STOP_PATIENCE)
for callback in [plateau, stopping]:
    callback.set_model(model)
    callback.on_train_begin()
multipliers, best_epochs, stop = [], [], None
for epoch, loss in enumerate(LOSSES):
    logs = {"val_loss": loss}
    plateau.on_epoch_end(epoch, logs)
    multipliers.append(float(model.optimizer.learning_rate))
    if stop is None:
        stopping.on_epoch_end(epoch, logs)
        if stopping.best_epoch == epoch:
            best_epochs.append(epoch)
        if model.stop_training:
            stop = epoch
golden = {
    "keras": keras.__version__,
    "losses": LOSSES,
    "plateau": {"factor": FACTOR, "patience": PLATEAU_PATIENCE, "minimum": MINIMUM},
    "multipliers": multipliers,
    "stopPatience": STOP_PATIENCE,
    "bestEpochs": best_epochs,
    "stopEpoch": stop,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=2) + "\n")
