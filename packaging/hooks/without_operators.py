"""At the program's start: torchvision is inside without its operators, which open_clip does not use.

The module below describes them to torch, and fails to be imported where they are missing.
"""

import sys
import types

sys.modules["torchvision._meta_registrations"] = types.ModuleType("torchvision._meta_registrations")
