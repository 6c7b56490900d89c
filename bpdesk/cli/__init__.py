"""The command line: everything that works without a screen. A new command is a file here and an entry in `arguments.COMMANDS`."""
