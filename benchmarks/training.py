"""What a training step costs, against evaluating the whole U-Net twice: python -m benchmarks.training

Prints a table and writes it to benchmarks/out/training.json. Nothing else should be busy on the machine.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable

import torch
from torch import Tensor

from asyrp_desktop.core.values import DEFAULT_CRITIC, DEFAULT_MODEL
from asyrp_desktop.engine.direction import ImplicitShift
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.reverse_step import predicted_x0
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.shelf import model_folder
from asyrp_desktop.training.critic import Critic
from asyrp_desktop.training.direction_loss import directional_loss, reconstruction_loss

from .engine import OUT, timed

BATCH, T, ROUNDS = 4, 500, 15
WAYS = ("shared", "twice")


def step_of(way: str) -> Callable[[], None]:
    """A training step of f_t on the built-in model: loss, gradients, optimiser."""
    unet, _ = load_base_model(model_folder(DEFAULT_MODEL))
    critic = Critic(DEFAULT_CRITIC)
    x = torch.randn(BATCH, 3, unet.size, unet.size)
    t = torch.full((BATCH,), T)
    temb_size = unet.encode(x, t).temb.shape[1]
    shift = ImplicitShift(unet.h_shape[0], temb_size)
    optimiser = torch.optim.SGD(shift.parameters(), 0.1)
    towards = critic.text("smiling face") - critic.text("face")
    seen = critic.images(x)  # the program keeps what the critic sees in the photos as they are
    evaluate = {"shared": _shared, "twice": _twice}[way]

    def step() -> None:
        eps, shifted = evaluate(unet, shift, x, t)
        edited, reference = (predicted_x0(unet.schedule, T, x, e) for e in (shifted, eps))
        source = seen if way == "shared" else critic.images(reference)
        loss = directional_loss(critic.images(edited), source, towards).mean()
        loss = loss + reconstruction_loss(edited, reference).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

    return step


def _shared(unet: HSpaceUNet, shift: ImplicitShift, x: Tensor, t: Tensor) -> tuple[Tensor, Tensor]:
    with torch.no_grad():
        encoded = unet.encode(x, t)
        (eps,) = unet.decode(encoded, [encoded.h])
    (shifted,) = unet.decode(encoded, [encoded.h + shift(encoded.h, encoded.temb, T)])
    return eps, shifted


def _twice(unet: HSpaceUNet, shift: ImplicitShift, x: Tensor, t: Tensor) -> tuple[Tensor, Tensor]:
    with torch.no_grad():
        eps = unet.epsilon(x, t)
        temb = unet.unet.time_embedding(unet.unet.time_proj(t))
    hook = unet.unet.mid_block.register_forward_hook(lambda _, __, h: h + shift(h, temb, T))  # type: ignore[union-attr]
    shifted = unet.epsilon(x, t)
    hook.remove()
    return eps, shifted


def seconds_a_step() -> dict[str, float]:
    """The least of each way, in turn: a processor's clock changes by more than what is measured."""
    steps = {way: step_of(way) for way in WAYS}
    rounds = [{way: timed(step, 1) for way, step in steps.items()} for _ in range(ROUNDS)]
    return {way: min(seconds[way] for seconds in rounds) for way in WAYS}


def peak_megabytes(way: str) -> float:
    """In a process of its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.training", way], capture_output=True, check=True)
    return float(done.stdout)


def main() -> None:
    if len(sys.argv) > 1:
        timed(step_of(sys.argv[1]), 3)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    # First: a process starts with the peak of the one that started it.
    table = {f"{way}: peak memory, MB": peak_megabytes(way) for way in WAYS}
    seconds = seconds_a_step()
    table |= {f"{way}: s a step of {BATCH} photos": took for way, took in seconds.items()}
    table["times faster"] = seconds["twice"] / seconds["shared"]
    for name, value in table.items():
        print(f"{name:<45} {value:10.3f}")
    OUT.mkdir(exist_ok=True)
    (OUT / "training.json").write_text(json.dumps(table, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
