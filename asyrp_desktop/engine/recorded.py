"""CUDA graphs: work recorded once for each shape of its input, and then replayed.

A small network spends most of its time in starting kernels; a replay starts them all at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor

Work = Callable[..., tuple[Tensor, ...]]

KEPT = 6  # recordings, each with memory of its own: whole, first and second half, for one photo and for a batch
WARM_UPS = 3  # libraries choose and prepare their kernels in the first calls, which must not be recorded


class _Recording(NamedTuple):
    graph: torch.cuda.CUDAGraph
    inputs: tuple[Tensor, ...]  # where the graph reads
    outputs: tuple[Tensor, ...]  # where it writes


class Recorded:
    """Does work on one CUDA device. The work must do the same whenever its input has the same shapes."""

    def __init__(self) -> None:
        self._recordings: OrderedDict[object, _Recording] = OrderedDict()

    @torch.inference_mode()
    def __call__(self, work: Work, *inputs: Tensor) -> tuple[Tensor, ...]:
        key = (work.__name__, *((tuple(x.shape), x.dtype) for x in inputs))
        if key not in self._recordings:
            while len(self._recordings) >= KEPT:
                self._recordings.popitem(last=False)
            self._recordings[key] = self._record(work, inputs)
        self._recordings.move_to_end(key)
        graph, places, outputs = self._recordings[key]
        for place, x in zip(places, inputs, strict=True):
            place.copy_(x)
        graph.replay()
        # The next replay writes to the same memory.
        return tuple(output.clone() for output in outputs)

    def _record(self, work: Work, inputs: tuple[Tensor, ...]) -> _Recording:
        places = tuple(x.clone() for x in inputs)
        with torch.cuda.device(places[0].device):
            aside = torch.cuda.Stream()
            aside.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(aside):
                for _ in range(WARM_UPS):
                    work(*places)
            torch.cuda.current_stream().wait_stream(aside)
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph):
                outputs = work(*places)
        return _Recording(graph, places, outputs)
