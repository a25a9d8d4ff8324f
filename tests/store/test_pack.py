"""The cache's packs: what is put is got, and what is not as we wrote it is absent."""

import os
import random
from pathlib import Path

import pytest

from dossierpress.store import pack
from dossierpress.store.pack import Pack
from dossierpress.store.signed import Signer

OURS = Signer(b"k" * 32, b"salt")


def keys(count: int) -> list[bytes]:
    """So many keys."""
    return [number.to_bytes(16, "big") for number in range(count)]


def filled(folder: Path, count: int = 20, signer: Signer = OURS) -> dict[bytes, bytes]:
    """A pack of small values on disk, and what is in it."""
    values = {key: key * (index + 1) for index, key in enumerate(keys(count))}
    made = Pack(folder, "p", signer)
    for key, value in values.items():
        made.put(key, value)
    made.save()
    made.close()
    return values


def got(folder: Path, signer: Signer = OURS, count: int = 20) -> dict[bytes, bytes]:
    """What another process finds."""
    read = Pack(folder, "p", signer)
    found = {key: value for key in keys(count) if (value := read.get(key)) is not None}
    read.close()
    return found


def test_values_last(tmp_path: Path) -> None:
    """What was saved is there in the next process, and what was only put within this one."""
    values = filled(tmp_path)
    assert got(tmp_path) == values
    half = Pack(tmp_path, "p", OURS)
    half.put(b"new key of mine!", b"value")
    assert half.get(b"new key of mine!") == b"value"
    half.close()
    assert got(tmp_path) == values


@pytest.mark.parametrize("name", ["p.pack", "p.index"])
def test_damage_is_noticed(tmp_path: Path, name: str) -> None:
    """A flipped bit or a cut anywhere: each value is what it was or absent; a pack can be saved again after it."""
    values = filled(tmp_path)
    whole = (tmp_path / name).read_bytes()
    chance = random.Random(1)
    for _ in range(60):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        (tmp_path / name).write_bytes(data if chance.random() < 0.5 else data[: chance.randrange(len(data))])
        found = got(tmp_path)
        assert found.items() <= values.items()
        assert len(found) < len(values)
    filled(tmp_path)
    assert got(tmp_path) == values


@pytest.mark.parametrize("other", [Signer(b"x" * 32, b"salt"), Signer(b"k" * 32, b"other")])
def test_of_another_key_or_program(tmp_path: Path, other: Signer) -> None:
    """What somebody else signed, or another version of the program wrote, is not believed."""
    filled(tmp_path, signer=other)
    assert got(tmp_path) == {}
    assert got(tmp_path, other) != {}


def test_a_value_under_another_key(tmp_path: Path) -> None:
    """A signed value that was moved to another value's place is not taken for it."""
    values = filled(tmp_path, 2)
    first, second = (b"a" * 16, b"b" * 16)
    made = Pack(tmp_path, "q", OURS)
    made.put(first, b"one")
    made.put(second, b"two")
    made.save()
    data = (tmp_path / "q.pack").read_bytes()
    (tmp_path / "q.pack").write_bytes(data[len(data) // 2 :] + data[: len(data) // 2])
    assert [made.get(first), made.get(second)] == [None, None]
    assert len(values) == 2


def test_what_a_killed_build_left_is_written_over(tmp_path: Path) -> None:
    """Bytes after the last saved value are nobody's."""
    values = filled(tmp_path)
    with (tmp_path / "p.pack").open("ab") as file:
        file.write(os.urandom(1000))
    again = Pack(tmp_path, "p", OURS)
    again.put(keys(21)[20], b"more")
    again.save()
    again.close()
    assert got(tmp_path, count=21) == values | {keys(21)[20]: b"more"}


def test_the_bound_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit what was not used for longest goes; what the build used stays."""
    monkeypatch.setattr(pack, "SMALL", 0)
    filled(tmp_path, 40)
    for _ in range(3):
        read = Pack(tmp_path, "p", OURS, limit=4000)
        assert read.get(keys(1)[0]) is not None
        read.put(b"n" * 16, b"x" * 1500)
        read.save()
        read.close()
    assert (tmp_path / "p.pack").stat().st_size <= 4000
    found = got(tmp_path, count=40)
    assert keys(1)[0] in found
    assert len(found) < 40
