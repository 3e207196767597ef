# What a test switches on while the emulator runs, by a file in the run's folder: EmulatorOptions.java writes it.
import json
import os

FILE = "options.json"
_read = (None, {})


def get(name, otherwise):
    global _read
    try:
        stamp = os.stat(FILE).st_mtime_ns
    except OSError:
        return otherwise
    if _read[0] != stamp:
        with open(FILE, encoding="utf-8") as file:
            _read = (stamp, json.load(file))
    return _read[1].get(name, otherwise)
