"""One process, or several that `accelerate launch` started, each on a GPU of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable

import torch.distributed
from torch import Tensor


class Processes:
    """rank: this one, 0 at the main. count: all of them."""

    def __init__(self) -> None:
        self.rank, self.count = 0, 1
        if int(os.environ.get("WORLD_SIZE", "1")) > 1:
            from accelerate import PartialState

            state = PartialState()
            self.rank, self.count = state.process_index, state.num_processes

    def average(self, tensors: Iterable[Tensor]) -> None:
        """Each tensor, in place, becomes the mean over all processes."""
        if self.count > 1:
            for tensor in tensors:
                torch.distributed.all_reduce(tensor)
                tensor /= self.count
