#!/usr/bin/env bash
# One training run on a GPU that is at hand for minutes, with what gpu_prepare.sh made; on a machine with torch.
#
#     OUT=FOLDER bash tools/train_base_model/gpu_run.sh MINUTES [CONFIG]
#
# MINUTES count from now; at the latest it is over 45 seconds after them. 0 only keeps what was sent along, in /tmp.
# OUT gets at most 8 files of 16 MiB: the weights in pieces, run.json, sheet.png, curve.png (see pieces.py), log.txt.
# Run again on the same machine it goes on from the state in /tmp; else it begins with .gpu/start, where there is one.
set -euo pipefail
seconds=$(python3 -c "print(int(60 * ${1:?MINUTES}))")
config=${2:-tools/train_base_model/faces-128-large.toml}
here=${TMPDIR:-/tmp}
keep=$here/keep site=$here/site state=$here/state/$(basename "$config" .toml)
last=20 # seconds for the last evaluation and for writing

mkdir -p "${OUT:?a folder}" "$keep" "$state"
[ ! -d .gpu ] || cp -rf .gpu/. "$keep"
if ((seconds == 0)); then exit 0; fi
if compgen -G "$keep/wheels/*.whl" > /dev/null; then
    python3 -m pip install -q --no-index --no-deps --no-compile --no-cache-dir --upgrade --target "$site" "$keep"/wheels/*.whl
fi
export PYTHONPATH=$site PYTHONUNBUFFERED=1 HF_HUB_OFFLINE=1

start=()
[ ! -d "$keep/start" ] || start=(--start "$keep/start")
rm -f "$state/train.pid" # of a run that was killed with its command
left=$((seconds - SECONDS - last))
# Told to stop it saves; the limit of a machine's command would leave nothing.
timeout -k 30 $((left + last + 15)) python3 -m tools.train_base_model train "$config" --packed "$keep/pictures.npz" \
    --state "$state" "${start[@]}" --minutes "$(python3 -c "print($left / 60)")" --pieces "$OUT" 2>&1 | tee "$OUT/log.txt"
echo "$SECONDS s of $seconds s"
ls -l "$OUT"
