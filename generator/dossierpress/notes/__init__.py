"""Writing notes: aiming at a passage, new files, and changes to files that keep everything else in them.

For the command, the preview's editor and importers alike: functions on values and files, which print nothing.
"""
