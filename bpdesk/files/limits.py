"""The numbers of the file format: its version, and how much of anything a document may hold."""

FORMAT = "bpdesk"
VERSION = 1

MOST_MEBIBYTES = 64
MOST_BYTES = MOST_MEBIBYTES * 2**20
DEEPEST_VIEW = 8
# A bound for the parser, well above what the format has, so that what is less absurd is told with its place.
DEEPEST_TEXT = 200

LONGEST_ID = 64
LONGEST_LABEL = 200
LONGEST_RUN_NAME = 200
LONGEST_TITLE = 1000
HIGHEST_SEED = 2**63 - 1
MOST_ITERATIONS = 10**18
"""Of a run that could ever be made, at a nanosecond each in thirty years; well within what 64 bits count."""

COLUMNS_OF_A_RUN = ("iteration", "cost", "batch_cost")
"""No edge may be called so: they head the other columns of a history."""
