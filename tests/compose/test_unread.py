"""What leads to something that could not be read does not keep the rest from being looked at."""

from tests.harness.project import Project


def test_a_note_on_an_article_that_cannot_be_read(project: Project) -> None:
    """The note links to an entity; the entity's page has no card for it; what follows from the article waits."""
    project.write("content/entities/pont.md", "---\nname: Le pont\nkind: place\n---\n")
    project.write("content/articles/a.md", "---\ntitle: [\nid: 1\n---\nLe mot juste.\n")
    project.write(
        "content/notes/1-n1.md", "---\narticle: 1\nid: n1\nquote: mot juste\n---\nVoir [[Le pont]].\n"
    )
    project.check(exit_code=1)
    assert "content/articles/a.md:" in project.last.stderr
    assert "one finding that follows from it" in project.last.stderr
