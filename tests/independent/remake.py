"""Makes runs again from their plans and compares every covered file byte for byte.

    remake.py [--repository DIR] [--data-dir DIR] RUN_FOLDER..."""

import argparse
import json
import os
import sys

import numpy as np

from data import Refused
from files import COLUMNS, all_files, ordered
from training import Run

COVERED = ["run.json", *COLUMNS, "states.csv", "mistakes.safetensors", "weights-final.safetensors", "weights-best.safetensors"]


def first_difference(name, have, made):
    """Where two files differ first, and both values."""
    if name.endswith(".safetensors"):
        at = next((i for i, (a, b) in enumerate(zip(have, made)) if a != b), min(len(have), len(made)))
        return f"{name}: byte {at} of {len(have)} and {len(made)}: {have[at : at + 4].hex()} and {made[at : at + 4].hex()}"
    have, made = (text.decode(errors="replace").split("\n") for text in (have, made))
    for line in range(max(len(have), len(made))):
        a, b = (text[line] if line < len(text) else "(nothing)" for text in (have, made))
        if a != b:
            return f"{name}: line {line + 1}: {a} and {b}"
    return f"{name}: other bytes"


def compare(folder, arguments):
    """One run: the text of the line, and whether all is the same."""
    with open(os.path.join(folder, "run.json"), "rb") as file:
        record = json.loads(file.read())
    if "ended" not in record:
        return "not over", False
    made = all_files(Run(ordered(record["plan"]), arguments.repository, arguments.data_dir).run())
    for name in COVERED:
        path = os.path.join(folder, name)
        if os.path.exists(path) != (name in made):
            return f"{name} is {'there' if os.path.exists(path) else 'not there'}", False
        if name in made:
            with open(path, "rb") as file:
                have = file.read()
            if have != made[name]:
                return first_difference(name, have, made[name]), False
    return f"same: {len(made)} files", True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--repository", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    parser.add_argument("--data-dir", default=".")
    parser.add_argument("folders", nargs="+")
    arguments = parser.parse_args()
    all_same = True
    with np.errstate(all="ignore"):
        for folder in arguments.folders:
            try:
                text, same = compare(folder, arguments)
            except (OSError, ValueError, KeyError, Refused) as error:
                text, same = f"cannot be repeated: {type(error).__name__}: {error}", False
            all_same = all_same and same
            print(f"{folder}: {text}", flush=True)
    sys.exit(0 if all_same else 1)


if __name__ == "__main__":
    main()
