"""Which changes of files concern the site: editors write much that does not."""

import re
from pathlib import PurePath

from dossierpress.config import FILE_NAME

#: Folders of the dossier that are watched whole.
WATCHED = ("content", "themes")

_RAW = ("content", "raw")
#: What editors and tools put beside a file while they save it: hidden files (vim's swap files, Emacs' locks, our
#: own temporaries), backups, vim's probe 4913, Emacs' #autosave#, JetBrains' ___jb_tmp___, downloads.
_PASSING = re.compile(
    r"\..*|.*~|4913|#.*#|.*\.(?:sw[a-z]|tmp|temp|bak|part|crdownload|crswap)|.*___jb_(?:tmp|old)___",
    re.DOTALL,
)


def concerns(path: str | bytes, root: PurePath) -> bool:
    """Whether a change of ``path`` (absolute) can change the site of the dossier in ``root``."""
    try:
        parts = (
            PurePath(path if isinstance(path, str) else path.decode(errors="replace")).relative_to(root).parts
        )
    except ValueError:
        return False
    if not parts or any(_PASSING.fullmatch(part) for part in parts):
        return False
    return parts == (FILE_NAME,) or (parts[0] in WATCHED and parts[:2] != _RAW)
