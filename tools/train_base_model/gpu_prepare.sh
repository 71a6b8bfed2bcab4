#!/usr/bin/env bash
# Makes ready, in the git-ignored folder .gpu/, what gpu_run.sh needs on a machine without a network.
#
#     tools/train_base_model/gpu_prepare.sh PACKED.npz [START_MODEL]
#     tools/train_base_model/gpu_prepare.sh back
#
# 64 MiB can be sent, the tree among them. Of the tree a run needs no file of more than 10 MB: they lie in .git/aside
# until `back`. Commit nothing meanwhile. PYTHON: an interpreter with the diffusers that is to be sent along.
set -euo pipefail
most=$((64 * 2 ** 20)) large=10000000

case ${1-} in
    '' | -h | --help) sed -n '2,8s/^# \?//p' "$0"; exit 2 ;;
    back) ;;
    *)
        packed=$(realpath -e "$1")
        start=${2:+$(realpath -e "$2")}
        ;;
esac
cd "$(git -C "$(dirname "$0")" rev-parse --show-toplevel)"
aside=$(git rev-parse --git-dir)/aside

if [ "$1" = back ]; then
    [ -d "$aside" ] || exit 0
    (cd "$aside" && find . -type f -print0) | while IFS= read -rd '' file; do
        mkdir -p "$(dirname "$file")"
        mv -n "$aside/$file" "$file" # what somebody put there meanwhile is not lost
    done
    find "$aside" -depth -type d -empty -delete
    [ ! -d "$aside" ] || { echo "Left in $aside: the tree has files of these names." >&2; exit 1; }
    exit 0
fi

# Lines of bytes, tab, name: of all that git does not ignore and that is there.
files_of_tree() { git ls-files -z --cached --others --exclude-standard | { xargs -0 stat --printf '%s\t%n\n' 2> /dev/null || true; }; }
sum() { awk '{sum += $1} END {print sum + 0}'; }
mib() { echo "$((($1 + 2 ** 20 - 1) / 2 ** 20)) MiB"; }

rm -rf .gpu
mkdir -p .gpu/wheels
cp "$packed" .gpu/pictures.npz
if [ -n "$start" ]; then
    mkdir .gpu/start
    cp -r "$start/unet" "$start/scheduler" .gpu/start/
fi
# Of what the trainer imports, all that a machine with torch and Hugging Face's libraries lacks. It is pure Python.
python=${PYTHON:-.venv/bin/python}
version=$("$python" -c 'from importlib.metadata import version; print(version("diffusers"))')
"$python" -m pip download -q --no-deps --only-binary=:all: --python-version 3.12 -d .gpu/wheels "diffusers==$version"

files_of_tree | while IFS=$'\t' read -r bytes file; do
    if [ "$bytes" -gt "$large" ]; then
        mkdir -p "$aside/$(dirname "$file")"
        mv "$file" "$aside/$file"
        echo "aside: $file"
    fi
done

tree=$(files_of_tree | sum)
data=$(find .gpu/pictures.npz .gpu/wheels -type f -printf '%s\n' | sum)
weights=$(find .gpu -path '.gpu/start/*' -type f -printf '%s\n' | sum)
total=$((tree + data + weights)) larger=$((data > weights ? data : weights))
echo "To be sent: the tree $(mib "$tree"), pictures and wheels $(mib "$data"), start weights $(mib "$weights")."
if [ "$total" -le "$most" ]; then
    echo "$(mib "$total") of $(mib "$most"): send .gpu along, and run there: bash tools/train_base_model/gpu_run.sh MINUTES"
elif [ "$weights" -gt 0 ] && [ $((tree + larger)) -le "$most" ]; then
    echo "$(mib "$total") of $(mib "$most"): too much for one call, so make two, at once one after the other:"
    echo "1. send .gpu/pictures.npz and .gpu/wheels:  bash tools/train_base_model/gpu_run.sh 0   (keeps them in /tmp)"
    echo "2. send .gpu/start:                         bash tools/train_base_model/gpu_run.sh MINUTES"
else
    echo "Too large: $(mib "$total"), and $(mib "$most") can be sent." >&2
    exit 1
fi
