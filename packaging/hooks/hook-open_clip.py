"""open_clip's vocabulary and the architectures that models are named by."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("open_clip")
