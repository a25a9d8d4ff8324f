"""A programme that tries to break the promise that nothing is lost. Each row prints: reached / promised."""
