"""The preview: a server on this computer that shows the site as it is being written.

Starlette, uvicorn and watchdog are imported here and nowhere else, and only when the preview starts.
"""
