"""Writes schedules.json: the learning rates that PyTorch's schedulers give.

    pip install torch==2.13.0
    python tests/training/testdata/schedules.py && deno fmt tests/training/testdata/
"""
import json
import pathlib
import warnings

import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR

warnings.simplefilter("ignore")
PEAK = 0.003


def rates(total, rise, first, final):
    """Rises from a share of the peak, then falls along half a cosine to `final` of it."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=PEAK)
    linear = LinearLR(optimizer, start_factor=first["factor"], total_iters=first["steps"])
    cosine = CosineAnnealingLR(optimizer, T_max=total - rise, eta_min=final * PEAK)
    schedule = SequentialLR(optimizer, [linear, cosine], milestones=[rise])
    values = []
    for _ in range(total):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return values


golden = {
    "torch": torch.__version__,
    "learningRate": PEAK,
    "schedules": [
        {
            "schedule": {"kind": "oneCycle", "peakAt": 0.25, "startDivisor": 25, "finalDivisor": 100},
            "rates": rates(40, 10, {"factor": 1 / 25, "steps": 10}, 1 / 100),
        },
        {
            "schedule": {"kind": "cosine", "warmupShare": 0.2, "finalShare": 0.05},
            "rates": rates(40, 8, {"factor": 1 / 8, "steps": 7}, 0.05),
        },
    ],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=2) + "\n")
