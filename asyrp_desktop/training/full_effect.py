"""How long a trained direction is to be: the directional loss knows which way to go, but not how far."""

from __future__ import annotations

import torch
from torch import Tensor

from asyrp_desktop.engine.direction import Direction
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.inversion import Trajectory
from asyrp_desktop.rendering import finished

from .critic import Critic

LEAST, MOST = 0.25, 8.0
MOST_CHANGE = 0.09  # root mean square in -1..1, a PSNR of 27 dB: what is changed more falls apart sooner than it gains
_LESS = 0.8


@torch.inference_mode()
def full_effect(
    unet: HSpaceUNet, trajectory: Trajectory, critic: Critic, towards: Tensor, direction: Direction, t_boost: int
) -> float:
    """The strength that moves the trajectory's photos as far in the critic's eyes as photos with an attribute are from
    photos without it, or what the photos bear, if that is less; 1.0 where the critic's card does not tell the distance.

    towards: (E,) target text less source text.
    """
    reach = critic.card.reach
    if reach is None:
        return 1.0
    photos = trajectory.xs[0]

    def changed(strength: float) -> Tensor:
        return finished(unet, trajectory, [{direction: strength}], t_boost)[0]

    moved = (critic.images(changed(1.0)) - critic.images(photos)) @ towards / (towards @ towards)
    strength = min(max(reach / max(moved.mean().item(), 1e-6), LEAST), MOST)
    while strength > LEAST and (changed(strength) - photos).square().mean().sqrt() > MOST_CHANGE:
        strength *= _LESS
    return strength
