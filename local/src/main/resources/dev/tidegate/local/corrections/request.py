# The body of the request that is being answered, for checks that see only an action and a resource.
import contextvars
import json
from urllib.parse import parse_qs

_body = contextvars.ContextVar("tidegate_request_body", default=b"")


def remember(body):
    _body.set(body or b"")


def as_json():
    try:
        data = json.loads(_body.get())
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def as_form():
    return parse_qs(_body.get().decode("utf-8", "replace"))


# The members of a list of a query request: Tags.member.1.Key, Tags.member.2.Key and so on.
def members(form, prefix, suffix=""):
    found = []
    while values := form.get(f"{prefix}.member.{len(found) + 1}{suffix}"):
        found.append(values[0])
    return found
