"""macOS: the bundle signed and notarised where the environment says by whom, and a .dmg."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from identity import APP_ID, DOCUMENTS, NAME, VERSION

ENTITLEMENTS = Path(__file__).resolve().parent / "macos" / "entitlements.plist"
IDENTITY = "ASYRP_SIGN_IDENTITY"
"""Environment: the Developer ID certificate, "Developer ID Application: …"."""
NOTARY = "ASYRP_NOTARY_PROFILE"
"""Environment: the profile under which `notarytool store-credentials` keeps the account."""


def sign(bundle: Path) -> None:
    for command in signing(bundle, os.environ.get(IDENTITY)):
        subprocess.run(command, check=True)


def finish(bundle: Path, target: Path) -> list[Path]:
    """Pack and notarise the bundle. target: where to, without a suffix. Returns what was made."""
    identity, notary = os.environ.get(IDENTITY), os.environ.get(NOTARY)
    image = target.with_name(f"{target.name}.dmg")
    _pack(bundle, image)
    if identity:
        subprocess.run(["codesign", "--force", "--timestamp", "--sign", identity, str(image)], check=True)
    if identity and notary:
        subprocess.run(
            ["xcrun", "notarytool", "submit", str(image), "--keychain-profile", notary, "--wait"], check=True
        )
        subprocess.run(["xcrun", "stapler", "staple", str(image)], check=True)
    return [image]


def signing(bundle: Path, identity: str | None) -> list[list[str]]:
    """The commands that sign a bundle from the inside out; without an identity, for this machine alone."""
    libraries = sorted(
        (path for path in bundle.rglob("*") if path.suffix in (".so", ".dylib") and not path.is_symlink()),
        key=lambda path: len(path.parts),
        reverse=True,
    )
    how = ["codesign", "--force", "--sign", identity or "-"]
    if identity:
        how += ["--options", "runtime", "--timestamp"]
    inner = [[*how, str(path)] for path in libraries]
    whole = [*how, "--entitlements", str(ENTITLEMENTS), str(bundle)]
    return [*inner, whole, ["codesign", "--verify", "--deep", "--strict", str(bundle)]]


def info() -> dict[str, Any]:
    """What Info.plist says beyond what PyInstaller writes."""
    return {
        "CFBundleDisplayName": NAME,
        "CFBundleShortVersionString": VERSION,
        "LSApplicationCategoryType": "public.app-category.photography",
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": document.label,
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [_type_id(document.mime)],
            }
            for document in DOCUMENTS
        ]
        + [
            {
                "CFBundleTypeName": "Photo",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.image"],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": _type_id(document.mime),
                "UTTypeDescription": document.label,
                "UTTypeConformsTo": ["public.data"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [document.suffix.lstrip(".")],
                    "public.mime-type": [document.mime],
                },
            }
            for document in DOCUMENTS
        ],
    }


def _type_id(mime: str) -> str:
    return f"{APP_ID}.{mime.rpartition('-')[2]}"


def _pack(bundle: Path, image: Path) -> None:
    """Make a disk image: the bundle beside a link to where programs go."""
    with tempfile.TemporaryDirectory(prefix="asyrp-dmg-") as name:
        stage = Path(name)
        shutil.copytree(bundle, stage / bundle.name, symlinks=True)
        (stage / "Applications").symlink_to("/Applications")
        words = ["-volname", NAME, "-srcfolder", str(stage), "-ov", "-format", "ULFO", str(image)]
        subprocess.run(["hdiutil", "create", *words], check=True)
