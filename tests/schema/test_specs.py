"""The examples of ``tests/specs/yaml.md`` and ``tests/specs/front-matter.md``."""

import pytest

from tests.schema import specs


@pytest.mark.parametrize("case", specs.read("yaml.md"), ids=lambda case: case.name)
def test_yaml(case: specs.Case) -> None:
    """YAML is read, or refused, as the example shows."""
    assert specs.yaml_outcome(case.source) == case.expected


@pytest.mark.parametrize("case", specs.read("front-matter.md"), ids=lambda case: case.name)
def test_front_matter(case: specs.Case) -> None:
    """Front matter is read, or refused, as the example shows."""
    assert specs.meta_outcome(case.name, case.source) == case.expected


def test_all_examples_are_read() -> None:
    """Titles are unique, and no example swallowed another one."""
    for name in ("yaml.md", "front-matter.md"):
        titles = [case.name for case in specs.read(name)]
        assert len(set(titles)) == len(titles) > 15
        assert not [title for title in titles if "\n" in title]
