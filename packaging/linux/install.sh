#!/bin/sh
# Puts the program into this user's menu, where it lies now; with --remove, takes it out again.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}

(cd "$here/share" && find . -type f) | while read -r file; do
    if [ "${1:-}" = --remove ]; then
        rm -f "$data/$file"
        continue
    fi
    mkdir -p "$(dirname "$data/$file")"
    cp "$here/share/$file" "$data/$file"
done
entry=$data/applications/@COMMAND@.desktop
if [ "${1:-}" != --remove ]; then
    # Within quotes of a desktop entry, these four are written with a backslash, and % twice.
    program=$(printf '%s' "$here/@COMMAND@" | sed -e 's/[\\"`$]/\\&/g' -e 's/%/%%/g' -e 's/[\\&|]/\\&/g')
    sed -i "s|^Exec=@COMMAND@ |Exec=\"$program\" |" "$entry"
fi
for command in "update-desktop-database $data/applications" "update-mime-database $data/mime"; do
    if command -v "${command%% *}" >/dev/null; then
        ${command%% *} "${command#* }"
    fi
done
