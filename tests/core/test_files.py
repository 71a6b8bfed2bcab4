"""Files of others and folders of ours: read, written and removed where that is meant, and nowhere else."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest

from asyrp_desktop.core.errors import OutsideFolder
from asyrp_desktop.core.files import is_same_file, open_file, read_file, remove_inside, replacing
from asyrp_desktop.core.path_text import from_text, shown, to_text


def test_only_what_lies_inside_is_removed(tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    for folder in (home / "models" / "mine", other / "photos"):
        folder.mkdir(parents=True)
        (folder / "file").write_text("content", encoding="utf-8")
    (home / "out").symlink_to(other)
    wanted = [other, other / "photos", home / "out" / "photos", home / ".." / "other", home, home / "models" / ".."]
    for path in (*wanted, Path("/"), Path()):
        with pytest.raises(OutsideFolder):
            remove_inside(home, path)
    assert (other / "photos" / "file").is_file() and (home / "models" / "mine").is_dir()
    remove_inside(home, home / "out")
    assert not (home / "out").is_symlink() and (other / "photos" / "file").is_file()
    remove_inside(home, home / "models" / "mine" / "file")
    remove_inside(home, home / "models")
    assert list(home.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices with a name")
def test_nothing_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.jpg"))
        for path in (tmp_path / "pipe.jpg", tmp_path / "socket.jpg", tmp_path, Path("/dev/zero")):
            with pytest.raises(OSError):
                open_file(path)
    (tmp_path / "photo").write_bytes(b"12345")
    assert read_file(tmp_path / "photo", 5) == b"12345"
    with pytest.raises(OSError, match="More than 4 bytes"):
        read_file(tmp_path / "photo", 4)


@pytest.mark.skipif(os.name != "posix", reason="the mode of a file")
def test_what_is_written_has_the_usual_mode_whatever_threads_do(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("old", encoding="utf-8")
    (tmp_path / "kept").chmod(0o640)
    modes: set[int] = set()

    def write(number: int) -> None:
        for name in (f"{number}", "kept" if number == 0 else f"{number}"):
            with replacing(tmp_path / name) as part:
                part.write_text("new", encoding="utf-8")
                modes.add(part.stat().st_mode & 0o777)

    before = os.umask(0o027)
    try:
        threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        assert os.umask(before) == 0o027
    assert modes == {0o640}
    assert {path.name for path in tmp_path.iterdir()} == {*map(str, range(8)), "kept"}


def test_names_that_are_no_unicode_come_back() -> None:
    for path in ("/photos/m\udcfcller.jpg", "/photos/müller 100%.jpg", "/a\nb", "file:///photos/a%20b.jpg"):
        text = to_text(path)
        assert text.encode() and shown(path).encode()
        assert from_text(text) == path


def test_a_name_that_is_nothing_but_its_suffix_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / f"a.{'b' * 250}"
    with replacing(path) as part:
        part.write_bytes(b"whole")
    assert path.read_bytes() == b"whole"


def test_two_names_of_one_file(tmp_path: Path) -> None:
    first, link, hard = (tmp_path / name for name in ("a.png", "link.png", "hard.png"))
    first.touch()
    link.symlink_to(first)
    hard.hardlink_to(first)
    assert is_same_file(first, link) and is_same_file(first, hard) and is_same_file(first, tmp_path / "." / "a.png")
    (tmp_path / "b.png").touch()
    assert not is_same_file(first, tmp_path / "b.png")
    assert is_same_file(tmp_path / "new è.png", tmp_path / "NEW E\u0300.png")  # they would be, on some systems
    assert not is_same_file(tmp_path / "new.png", first)
