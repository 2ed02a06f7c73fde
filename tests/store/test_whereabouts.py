"""Where a file lies: network file systems by the mounts, cloud services by names and by what lies in their folders."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from dicas_desktop.store.whereabouts import is_network_mount, is_unc, risk_of, service_named, synchronised_by

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:27 / /home/officer/share rw shared:12 - nfs4 server:/export rw,vers=4.2
31 22 0:28 / /mnt/with\\040blank rw - cifs //server/share rw
32 22 0:29 / /media/stick rw - fuseblk /dev/sdb1 rw
33 22 0:30 / /mnt/ssh rw - fuse.sshfs example@server:/ rw
34 30 8:2 / /home/officer/share/disk rw - ext4 /dev/sdc1 rw
35 22 0:31 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
36 22 0:32 / /mnt/sm rw - smb3 //server/other rw
nonsense
37 -
"""


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/home/officer/w.dicas", False),
        ("/home/officer/share/w.dicas", True),
        ("/home/officer/share/a/b/w.dicas", True),
        ("/home/officer/shared/w.dicas", False),
        ("/home/officer/share/disk/w.dicas", False),
        ("/mnt/with blank/w.dicas", True),
        ("/media/stick/w.dicas", False),
        ("/mnt/ssh/w.dicas", True),
        ("/run/user/1000/gvfs/smb-share/w.dicas", True),
        ("/mnt/sm/w.dicas", True),
        ("/mnt/smaller/w.dicas", False),
    ],
)
def test_the_nearest_mount_decides(path: str, network: bool) -> None:
    assert is_network_mount(PurePosixPath(path), MOUNTS) is network


def test_without_mounts_nothing_is_a_network() -> None:
    assert not is_network_mount(PurePosixPath("/w.dicas"), "")


@pytest.mark.parametrize(
    ("path", "unc"),
    [
        (r"\\server\share\w.dicas", True),
        (r"//server/share/w.dicas", True),
        (r"\\?\UNC\server\share\w.dicas", True),
        (r"\\?\C:\w.dicas", False),
        (r"\\.\C:\w.dicas", False),
        (r"C:\Users\officer\w.dicas", False),
    ],
)
def test_a_path_of_windows_that_names_a_share(path: str, unc: bool) -> None:
    assert is_unc(PureWindowsPath(path)) is unc


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Example Organization", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-example", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Mobile Documents", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("nextcloud2", "Nextcloud"),
        ("Syncthing", "Syncthing"),
        ("CloudStorage", "a cloud service"),
        ("Documents", ""),
        ("One", ""),
        ("My Dropbox notes", ""),
        ("dropboxes", ""),
    ],
)
def test_services_are_known_by_the_names_of_their_folders(folder: str, service: str) -> None:
    assert service_named(folder) == service


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".stignore", "Syncthing"),
        (".nextcloudsync.log", "Nextcloud"),
        ("._sync_0a1b2c.db", "Nextcloud"),
        (".sync_0a1b2c.db", "Nextcloud"),
        (".tmp.drivedownload", "Google Drive"),
    ],
)
def test_services_are_known_by_what_they_leave_in_any_folder_above(tmp_path: Path, marker: str, service: str) -> None:
    deep = tmp_path / "work" / "office" / "w.dicas"
    deep.parent.mkdir(parents=True)
    assert synchronised_by(deep) == ""
    (tmp_path / "work" / marker).touch()
    assert synchronised_by(deep) == service
    assert risk_of(deep) == f"in a folder that {service} copies to other machines"


def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Nextcloud").mkdir()
    (tmp_path / "Nextcloud" / "w.dicas").touch()
    (tmp_path / "w.dicas").symlink_to(tmp_path / "Nextcloud" / "w.dicas")
    assert risk_of(tmp_path / "w.dicas") == "in a folder that Nextcloud copies to other machines"


def test_a_local_folder_bears_no_risk(tmp_path: Path) -> None:
    assert risk_of(tmp_path / "w.dicas") == ""
