"""Publishing: the site on a branch that GitHub Pages serves, or nothing at all."""

from dossierpress.publish.plan import Plan, Wish, prepare

__all__ = ["Plan", "Wish", "prepare"]
