"""An address as a QR code for the terminal."""

import io

import segno


def terminal_code(address: str) -> str:
    """The code in half blocks, small enough for a window of 80 columns."""
    out = io.StringIO()
    segno.make(address, micro=False).terminal(out=out, compact=True)
    return out.getvalue()
