"""A dossier of two articles that the tests of notes write on."""

import pytest

from tests.harness.project import Project

BRIDGE = """---
title: The old bridge opens again
id: "48213"
date: 2015-12-14
lang: en
---
The old bridge opened again on **Monday**. "We expected three hundred people", said the mayor.

Its cost has not been made public. The mayor did not answer. The ferry stays.

* the bridge opened again
* the ferry stays
"""
FERRY = """---
title: The ferry goes on
id: "48214"
date: 2015-12-15
lang: en
---
The ferryman has sold his boat to the museum, and rents it back on Sundays.
"""


@pytest.fixture
def bridge(project: Project) -> Project:
    """The dossier, without a note."""
    project.write("dossier.yaml", "title: Bridges\nlang: en\nurl: https://example.org/bridges/\n")
    project.write("content/articles/2015-12-14-the-old-bridge.md", BRIDGE)
    return project.write("content/articles/2015-12-15-the-ferry.md", FERRY)
