"""The next site: files that are there already stay, those made before come back, the rest is made."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dossierpress.build.making import Job
from dossierpress.model.source import OutputPath
from dossierpress.store import generation
from dossierpress.store.outputs import Entry, Outputs


@dataclass(frozen=True, slots=True)
class Site:
    """The output folder: ``standing`` is what in it is as a build wrote it, ``made_from`` the build's inputs."""

    output: Path
    standing: Mapping[OutputPath, Entry]
    outputs: Outputs
    made_from: bytes

    def write(
        self,
        jobs: Sequence[Job],
        make: Callable[[Sequence[Job], generation.NextSite], Generator[generation.Placed, None, None]],
        tell: Callable[[str, int, int], None],
    ) -> generation.Changes:
        """Put the files of all jobs in place, with ``make`` for those that are not to be had otherwise."""
        keys = {path: key for job in jobs for path, key in job.files.items()}
        with generation.begun(self.output, keys, self.standing) as site:
            todo = [job for job in jobs if not self._kept(job, site)]
            waiting = sum(len(job.files) for job in todo)
            with closing(make(todo, site)) as made:  # so that nobody writes any more when it fails
                for done, placed in enumerate(made):
                    tell("render", done, waiting)
                    site.take(placed)
            tell("write", 0, 1)
            changes = site.commit()
        self.outputs.keep(site.previous, site.replaced)
        self.outputs.alias(keys, site.digests)
        made_of = {path: (keys[path], of) for path, of in site.digests.items()}
        self.outputs.write(self.output, made_of, self.made_from, site.kept)
        site.close()
        return changes

    def _kept(self, job: Job, site: generation.NextSite) -> bool:
        """Whether all files of a job are there, or were once."""
        standing = {path for path, key in job.files.items() if self._stands(path, key)}
        earlier = {path: self.outputs.kept(key) for path, key in job.files.items() if path not in standing}
        found = {path: data for path, data in earlier.items() if data is not None}
        if len(found) < len(earlier):
            return False
        for path in standing:
            site.keep(path)
        for path, data in found.items():
            site.write(path, data)
        return True

    def _stands(self, path: OutputPath, key: bytes) -> bool:
        entry = self.standing.get(path)
        return entry is not None and (entry.key == key or self.outputs.known(key) == entry.digest)
