"""Files from a model hub, through huggingface_hub: its addresses, mirrors (HF_ENDPOINT), tokens (HF_TOKEN), offline
mode (HF_HUB_OFFLINE) and its own word on sizes and hashes.

Only the copying of bytes is here: huggingface_hub itself begins a file anew after every stop.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

import httpx2
from huggingface_hub import constants, get_session, hf_hub_url
from huggingface_hub.errors import HfHubHTTPError, HFValidationError, OfflineModeIsEnabled
from huggingface_hub.utils import build_hf_headers
from pydantic import Field

from asyrp_desktop.core.errors import DiskFull, ModelError
from asyrp_desktop.core.files import open_file
from asyrp_desktop.core.model_shelf import Transfer
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.typed_json import MOST_BYTES, Json, ShortText, decode, is_plain_name

T = TypeVar("T")
Told = Callable[[Transfer], None]

RETRIES = 5  # in a row without one new byte
LONGEST_REPLY = 60.0  # seconds, for what is asked about a repository
SPARE = 256 * 2**20  # bytes that a disk should keep free


class DownloadError(ModelError):
    """A download did not succeed. What was received is kept, and the next try goes on there."""


Digest = Annotated[str, Field(pattern="^[0-9a-f]{40}$|^[0-9a-f]{64}$")]
Bytes = Annotated[int, Field(ge=0, le=2**50)]


@dataclass(frozen=True)
class _Large:
    sha256: Digest


@dataclass(frozen=True)
class _File:
    rfilename: ShortText
    size: Bytes | None = None
    blobId: Digest | None = None  # noqa: N815
    lfs: _Large | None = None


@dataclass(frozen=True)
class _Reply:
    """What a hub answers about a repository."""

    sha: Annotated[str, Field(pattern="^[0-9a-f]{40}$")]
    siblings: tuple[_File, ...]
    cardData: Mapping[str, Json] | None = None  # noqa: N815


class HubFile(NamedTuple):
    path: str  # in the repository
    size: int
    sha256: str | None  # of large files
    git_sha1: str | None  # of small ones, as git hashes a blob


class Listing(NamedTuple):
    """What the hub says of a repository."""

    repository: str
    revision: str  # commit: what lies under it never changes
    files: tuple[HubFile, ...]
    licence: str | None


class Hub:
    """A model hub or its mirror."""

    def __init__(self, endpoint: str | None = None, first_wait: float = 1.0) -> None:
        """endpoint: None for the usual one. first_wait: seconds before the first retry; it doubles with each."""
        self._endpoint = endpoint
        self._first_wait = first_wait

    def listing(self, repository: str, progress: Progress) -> Listing:
        """Raises DownloadError, Cancelled."""

        def ask() -> Listing:
            try:
                reply = decode(self._asked(repository, progress), _Reply)
            except ValueError as error:
                raise DownloadError(
                    f"What was answered about {repository} does not come from a model hub.",
                    "Does this network want you to sign in on a page first? Else check HF_ENDPOINT.",
                    repr(error),
                ) from error
            if not reply.siblings:
                raise DownloadError(f"The hub lists no files for {repository}.", "Try again later.")
            files = tuple(
                HubFile(f.rfilename, f.size or 0, f.lfs.sha256 if f.lfs else None, f.blobId) for f in reply.siblings
            )
            licence = (reply.cardData or {}).get("license")
            return Listing(repository, reply.sha, files, licence[:100] if isinstance(licence, str) else None)

        return self._patiently(ask, repository, progress, lambda: 0)

    def _asked(self, repository: str, progress: Progress) -> bytes:
        """The hub's reply about a repository, unless it is too long or takes too long."""
        url, reply = f"{self._endpoint or constants.ENDPOINT}/api/models/{repository}", bytearray()
        last = time.monotonic() + LONGEST_REPLY
        with get_session().stream(
            "GET", url, params={"blobs": True}, headers=build_hf_headers(), timeout=constants.HF_HUB_ETAG_TIMEOUT
        ) as response:
            _check_status(response)
            for chunk in response.iter_bytes():
                progress.control.wait()
                reply += chunk
                if len(reply) > MOST_BYTES or time.monotonic() > last:
                    raise ValueError(f"no end after {len(reply)} bytes")
        return bytes(reply)

    def fetch(
        self,
        listing: Listing,
        files: Sequence[HubFile],
        folder: Path,
        progress: Progress,
        told: Told = lambda _: None,
        beyond: int = 0,
    ) -> list[Path]:
        """Download files into a folder, going on with what an earlier try left there, and check each against its hash.

        beyond: bytes that will be needed besides. Returns where they are, under their paths in the repository.

        Raises DownloadError, DiskFull, Cancelled.
        """
        if not all(is_plain_name(name) for file in files for name in file.path.split("/")):
            raise DownloadError(
                f"The hub lists files of {listing.repository} that lie outside it.",
                "Use another mirror.",
            )
        folder.mkdir(parents=True, exist_ok=True)
        meter = _Meter(sum(file.size for file in files), progress, told)
        places = [folder / file.path for file in files]
        meter.received = sum(max(_size(place), _size(_part(place))) for place in places)
        missing = meter.total - meter.received + beyond
        if missing + SPARE > shutil.disk_usage(folder).free:
            raise DiskFull(
                f"There is too little room for {listing.repository}: {missing / 1e6:.0f} MB are still needed.",
                "Free some space, or move the model folder to another disk: asyrp-desktop models move.",
            )
        for file, place in zip(files, places, strict=True):
            if _size(place) != file.size:
                self._fetch(listing, file, place, meter)
        return places

    def _fetch(self, listing: Listing, file: HubFile, place: Path, meter: _Meter) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        part = _part(place)
        part.touch()
        url = hf_hub_url(listing.repository, file.path, revision=listing.revision, endpoint=self._endpoint)

        def receive() -> None:
            if part.stat().st_size < file.size:
                self._receive(url, file, part, meter)

        self._patiently(receive, listing.repository, meter.progress, lambda: part.stat().st_size)
        if not _matches(part, file):
            meter.received -= part.stat().st_size
            part.unlink()
            raise DownloadError(
                f"{file.path} of {listing.repository} is not what the hub says it should be.",
                "Try again; if it stays so, use another mirror.",
            )
        part.replace(place)

    def _receive(self, url: str, file: HubFile, part: Path, meter: _Meter) -> None:
        """Append what is missing. Raises whatever the connection does; what came until then stays."""
        have = part.stat().st_size
        headers = {**build_hf_headers(), "Accept-Encoding": "identity"}
        if have:
            headers["Range"] = f"bytes={have}-"
        with get_session().stream("GET", url, headers=headers, timeout=constants.HF_HUB_DOWNLOAD_TIMEOUT) as response:
            _check_status(response)
            goes_on = response.status_code == 206 and response.headers.get("Content-Range", "").startswith(
                f"bytes {have}-"
            )
            if not goes_on:
                meter.received -= have
                have = 0
            with part.open("ab" if goes_on else "wb") as kept:
                for chunk in response.iter_bytes():
                    have += len(chunk)
                    if have > file.size:
                        break
                    kept.write(chunk)
                    meter.add(len(chunk))
        if have > file.size:
            meter.received -= part.stat().st_size
            part.unlink()
            raise DownloadError(f"{file.path} is larger than the hub says it should be.", "Try another mirror.")
        if have < file.size:
            raise httpx2.RemoteProtocolError(f"{file.path} ended after {have} of {file.size} bytes")

    def _patiently(self, work: Callable[[], T], repository: str, progress: Progress, received: Callable[[], int]) -> T:
        """Do the work, again after a while where it may help. received: bytes so far; new ones renew the patience."""
        tries, before = 0, received()
        while True:
            progress.control.wait()
            try:
                return work()
            except (httpx2.HTTPError, httpx2.InvalidURL, OfflineModeIsEnabled, HFValidationError) as error:
                if received() > before:
                    tries, before = 0, received()
                tries += 1
                problem, wait = _explained(error, repository), self._first_wait * 2 ** (tries - 1)
                # A hub that was never reached is told at once: the network is off, or its name is wrong.
                never_reached = isinstance(error, httpx2.ConnectError) and not before
                if tries > RETRIES or never_reached or not _may_pass(error):
                    raise problem from error
                if isinstance(error, HfHubHTTPError):
                    asked = error.response.headers.get("Retry-After", "")
                    wait = min(float(asked), 60) if asked.isdecimal() else wait
            _sleep(wait, progress)


class _Meter:
    """Counts bytes, and tells how fast they come."""

    WINDOW = 5.0  # seconds that the speed is a mean of

    def __init__(self, total: int, progress: Progress, told: Told) -> None:
        self.total = total
        self.progress = progress
        self.received = 0
        self._told = told
        self._lately: deque[tuple[float, int]] = deque()

    def add(self, count: int) -> None:
        """Raises Cancelled; waits while the download is paused."""
        self.received += count
        self.progress.at(self.received, self.total)
        if paused := self.progress.control.wait():
            self._lately = deque((then + paused, bytes_) for then, bytes_ in self._lately)
        now = time.monotonic()
        self._lately.append((now, count))
        while now - self._lately[0][0] > self.WINDOW:
            self._lately.popleft()
        span = now - self._lately[0][0]
        speed = sum(bytes_ for _, bytes_ in self._lately) / span if span > 0.2 else 0.0
        left = (self.total - self.received) / speed if speed else None
        self._told(Transfer(self.received, self.total, speed, left))


def _check_status(response: httpx2.Response) -> None:
    """Raises HfHubHTTPError. Without the words that come with it: they may have no end."""
    if not response.is_success:
        raise HfHubHTTPError(f"status {response.status_code}", response=response)


def _part(place: Path) -> Path:
    return place.with_name(f"{place.name}.part")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _matches(path: Path, file: HubFile) -> bool:
    if path.stat().st_size != file.size:
        return False
    digest = hashlib.sha256() if file.sha256 else hashlib.sha1(f"blob {file.size}\0".encode())
    with open_file(path) as content:
        while block := content.read(1 << 20):
            digest.update(block)
    return digest.hexdigest() == (file.sha256 or file.git_sha1)


def _sleep(seconds: float, progress: Progress) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        progress.control.wait()
        time.sleep(min(left, 0.1))


def _status(error: Exception) -> int:
    return error.response.status_code if isinstance(error, HfHubHTTPError) else 0


def _may_pass(error: Exception) -> bool:
    """Whether the same request may succeed later."""
    if isinstance(error, HfHubHTTPError):
        return _status(error) in (408, 429) or _status(error) >= 500
    return isinstance(error, httpx2.TransportError)


def _explained(error: Exception, repository: str) -> DownloadError:
    status = _status(error)
    if isinstance(error, OfflineModeIsEnabled):
        message = "Downloads are switched off by HF_HUB_OFFLINE."
        remedy = "Unset it, or bring the model's folder: asyrp-desktop models import."
    elif status in (401, 403):
        message = f"The hub does not give {repository} to everybody."
        remedy = "Accept its terms on its page, and set HF_TOKEN to your access token."
    elif status == 404:
        message, remedy = f"The hub has no {repository}.", "Check HF_ENDPOINT; the model may have been moved."
    elif status == 429:
        message, remedy = "The hub has had too many requests from this address.", "Wait some minutes and try again."
    elif status or isinstance(error, HFValidationError):
        message, remedy = f"The hub failed on {repository} ({status or error}).", "Try again later, or use a mirror."
    elif isinstance(error, httpx2.InvalidURL):
        message, remedy = "The hub's address cannot be read.", "Check HF_ENDPOINT."
    elif isinstance(error, httpx2.ConnectError):
        message, remedy = "The hub cannot be reached.", "Check the network, or bring the model's folder instead."
    else:
        message = f"The connection broke off while {repository} was downloaded."
        remedy = "Try again: it goes on where it stopped."
    return DownloadError(message, remedy, repr(error))
