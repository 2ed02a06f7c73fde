"""Where a workspace lies: on a disk of this machine, on a network share, or in a folder that a cloud service copies.

SQLite's locks and its write-ahead log are only as good as the file system's; a cloud service copies a file and its log
at different moments. There a workspace is opened read-only unless the officer insists, and without a log.
"""

import os
import re
import sys
from pathlib import Path, PurePath, PureWindowsPath

from dicas_desktop.domain.texts import _

MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = (
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "smb2",
    "9p",
    "afs",
    "ceph",
    "ncpfs",
    "glusterfs",
    "lustre",
    "davfs",
)
_SERVICES = (
    (r"onedrive( - .+)?", "OneDrive"),
    (r"dropbox( \(.+\))?", "Dropbox"),
    (r"google ?drive|googledrive-.+|drivefs", "Google Drive"),
    (r"icloud ?drive|mobile documents", "iCloud"),
    (r"nextcloud\d*|owncloud", "Nextcloud"),
    (r"syncthing", "Syncthing"),
    (r"cloudstorage", "a cloud service"),
)
_MARKERS = (
    (".dropbox", "Dropbox"), (".dropbox.cache", "Dropbox"), (".stfolder", "Syncthing"), (".stignore", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"), (".owncloudsync.log", "Nextcloud"), (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"), (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
)  # fmt: skip
_DATABASE = ("._sync_", ".sync_"), ".db"  # of the Nextcloud client, with digits between
_REMOTE_DRIVE = 4  # GetDriveType


def risk_of(path: Path) -> str:
    """Return why the folder of this file is no place to write in, as half a sentence; empty for a local disk."""
    real = path.resolve()
    if _on_network(real):
        return _("on a network share")
    service = synchronised_by(real)
    return _("in a folder that {service} copies to other machines").format(service=service) if service else ""


def synchronised_by(path: Path) -> str:
    """Return the cloud service in whose folder a file lies, by the names of folders and by what lies in them."""
    for folder in path.parents:
        if service := service_named(folder.name):
            return service
        for marker, name in _MARKERS:
            if _exists(folder / marker):
                return name
        if any(name.startswith(_DATABASE[0]) and name.endswith(_DATABASE[1]) for name in _names(folder)):
            return "Nextcloud"
    return ""


def service_named(folder: str) -> str:
    """Return the cloud service whose folder bears this name, empty if none does."""
    return next((name for pattern, name in _SERVICES if re.fullmatch(pattern, folder.casefold())), "")


def is_network_mount(path: PurePath, mounts: str) -> bool:
    """Return whether `mounts`, in the form of Linux's mountinfo, has the file on a network file system.

    FUSE counts as one, except `fuseblk`, which is how a disk of Windows is mounted.
    """
    best, kind = -1, ""
    above = {path, *path.parents}
    for line in mounts.splitlines():
        before, _dash, after = line.partition(" - ")
        fields, types = before.split(" "), after.split(" ")
        if len(fields) > 4 and types[0]:  # noqa: PLR2004 - the fifth field is the mount point
            point = PurePath(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4]))
            if len(point.parts) >= best and point in above:
                best, kind = len(point.parts), types[0]
    return kind in _NETWORK or kind == "fuse" or kind.startswith("fuse.")


def is_unc(path: PurePath) -> bool:
    r"""Return whether a path of Windows names a share, such as \\server\share, and not a local device."""
    drive = PureWindowsPath(path).drive
    return drive.upper().startswith("\\\\?\\UNC\\") or (drive.startswith("\\\\") and drive[2:3] not in ("?", "."))


def _on_network(path: Path) -> bool:
    if sys.platform == "win32":
        # imported here: only Windows has it
        import ctypes

        return is_unc(path) or ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _REMOTE_DRIVE
    try:
        return is_network_mount(path, MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:  # another system than Linux: nothing is known
        return False


def _exists(path: Path) -> bool:
    return os.path.lexists(path)


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:  # a folder may hold very many: no path is made of each
            return [entry.name for entry in entries]
    except OSError:
        return []
