"""Fixtures of the quality checks."""

from pathlib import Path

import pytest
import yaml

from tests.harness.project import Project
from tests.quality.site import pages


@pytest.fixture(scope="session")
def base(demo: Project) -> str:
    """The address the demonstration site says it will be published at, with a final slash."""
    url: str = yaml.safe_load((demo.root / "dossier.yaml").read_text(encoding="utf-8"))["url"]
    return url.rstrip("/") + "/"


@pytest.fixture(scope="session")
def demo_pages(demo_site: Path) -> list[str]:
    """Every page of the demonstration site."""
    found = pages(demo_site)
    assert len(found) >= 10, "the demonstration site has hardly any page"
    return found
