"""Security headers and content security policies of what the preview sends."""

#: Sent with every answer. No other site may embed, frame or script the preview, or learn where a reader was.
SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
    (
        b"content-security-policy",
        b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
)

#: The preview's own pages.
OWN_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)

#: A page of the site. Its own policy, in the page, says which scripts run there: this one never lets more run,
#: and lets none talk to anywhere else, because a script on the page could read the token of this run.
SITE_PAGE = (
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self'; object-src 'none'; "
    "worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)

#: A file of the dossier that a browser could open as a page of its own (SVG, HTML, PDF, XML): whatever it
#: holds runs in an origin of its own, without scripts, and so without the token.
FOREIGN = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
)
