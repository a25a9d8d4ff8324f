"""Compiled templates: found by those who kept them, and by nobody else."""

from pathlib import Path

import pytest

from dossierpress.store import code
from dossierpress.store.code import Code
from dossierpress.store.signed import Signer

OURS = Signer(b"k" * 32, b"salt")


def test_what_is_kept_is_found(tmp_path: Path) -> None:
    """By its key, in another process too."""
    Code(tmp_path / "new", OURS).keep("one", b"code")
    assert Code(tmp_path / "new", OURS).get("one") == b"code"
    assert Code(tmp_path / "new", OURS).get("two") is None


@pytest.mark.parametrize("signer", [Signer(b"K" * 32, b"salt"), Signer(b"k" * 32, b"another program")])
def test_nobody_elses_code_is_believed(tmp_path: Path, signer: Signer) -> None:
    """Of another key, or of another program."""
    Code(tmp_path, signer).keep("one", b"code")
    assert Code(tmp_path, OURS).get("one") is None
    Code(tmp_path, OURS).keep("one", b"ours")
    assert Code(tmp_path, OURS).get("one") == b"ours"


def test_no_other_code_than_the_one_that_was_kept(tmp_path: Path) -> None:
    """A flipped bit, a cut, or the code of another template under this one's name."""
    ours = Code(tmp_path, OURS)
    ours.keep("one", b"code")
    ours.keep("two", b"other code")
    whole = (tmp_path / "one").read_bytes()
    damaged = [bytes([*whole[:at], whole[at] ^ 1, *whole[at + 1 :]]) for at in range(len(whole))]
    for data in (*damaged, *(whole[:size] for size in range(len(whole))), (tmp_path / "two").read_bytes()):
        (tmp_path / "one").write_bytes(data)
        assert ours.get("one") is None
    (tmp_path / "one").write_bytes(whole)
    assert ours.get("one") == b"code"


def test_the_oldest_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of as many as were said; what an earlier process left unfinished goes too."""
    monkeypatch.setattr(code, "KEPT", 5)
    (tmp_path / ".one.0123.tmp").write_bytes(b"a part")
    ours = Code(tmp_path, OURS)
    for number in range(9):
        ours.keep(f"{number}", b"code")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["4", "5", "6", "7", "8"]


def test_where_nothing_can_be_kept_nothing_fails(tmp_path: Path) -> None:
    """The folder's place is taken by a file."""
    (tmp_path / "file").write_bytes(b"")
    Code(tmp_path / "file", OURS).keep("one", b"code")
    assert Code(tmp_path / "file", OURS).get("one") is None
