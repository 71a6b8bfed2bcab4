"""torchvision's modules; its operators stay out, see `without_operators.py`."""

from contents import sources_that_are_read

datas = sources_that_are_read("torchvision")
module_collection_mode = "pyz"
