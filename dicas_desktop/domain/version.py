"""The name and the version of the program, said once; the build reads the version from here."""

PROGRAM = "dicas-desktop"
VERSION = "0.1.0"
