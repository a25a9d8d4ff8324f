"""The Nu HTML checker, over a whole folder in one run."""

import json
import subprocess
from pathlib import Path

from tests.harness.tools import VNU, npm_file, program


def html_errors(site: Path) -> list[str]:
    """Every error in the HTML files below ``site``, as ``path:line: message``."""
    command = [program("java"), "-jar", str(npm_file(VNU)), "--errors-only", "--skip-non-html", "--stdout"]
    ran = subprocess.run(
        [*command, "--exit-zero-always", "--format", "json", str(site)],
        capture_output=True,
        text=True,
        check=True,
    )
    root = site.resolve().as_uri().replace("file:///", "file:/") + "/"
    return [
        f"{message['url'].removeprefix(root)}:{message.get('lastLine', 1)}: {message['message']}"
        for message in json.loads(ran.stdout)["messages"]
        if message["type"] == "error"
    ]
