# What AWS checks and the pinned emulator does not, of what Tidegate's templates rest on. Each correction adds a check; none
# takes one away. local/README.md lists them; LocalAwsIT tries each.
import contextvars
import json
import re
from dataclasses import replace
from urllib.parse import parse_qs

from ministack.core import iam_actions, iam_evaluator

_body = contextvars.ContextVar("tidegate_request_body", default=b"")
_enforce = iam_evaluator.enforce
_evaluate_trust_policy = iam_evaluator.evaluate_trust_policy
_extract_iam_action = iam_actions.extract_iam_action
_extract_resource_arn = iam_actions.extract_resource_arn


def extract_iam_action(service, method, path, headers, body, *rest):
    _body.set(body or b"")
    return _extract_iam_action(service, method, path, headers, body, *rest)


def _json():
    try:
        data = json.loads(_body.get())
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _form():
    return parse_qs(_body.get().decode("utf-8", "replace"))


# A schedule's ARN names its group; the emulator says `default` for every group.
def extract_resource_arn(service, method, path, headers, body, query, region, account):
    name = re.fullmatch(r"/schedules/([^/]+)", path) if service == "scheduler" else None
    if not name:
        return _extract_resource_arn(service, method, path, headers, body, query, region, account)
    group = (query or {}).get("groupName") or _json().get("GroupName") or "default"
    group = group[0] if isinstance(group, list) else group
    return f"arn:aws:scheduler:{region}:{account}:schedule/{group}/{name.group(1)}"


def enforce(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
    def allowed(action, arn, context):
        return _enforce(access_key_id, action, service, region, resource_arn=arn, service_context=context)

    context = dict(service_context or {})
    if service == "dynamodb":
        context["dynamodb:LeadingKeys"] = _leading_keys(iam_action.split(":", 1)[1], resource_arn)
    denied = allowed(iam_action, resource_arn, context)
    if denied:
        return denied
    # Who makes a schedule hands a role to it.
    if iam_action in ("scheduler:CreateSchedule", "scheduler:UpdateSchedule"):
        role = (_json().get("Target") or {}).get("RoleArn", "*")
        return allowed("iam:PassRole", role, {"iam:PassedToService": "scheduler.amazonaws.com"})
    # Tags and a source identity are rights of their own, of the caller too.
    if iam_action == "sts:AssumeRole":
        form = _form()
        if any(name.startswith("Tags.") for name in form):
            denied = allowed("sts:TagSession", resource_arn, context)
        if not denied and form.get("SourceIdentity"):
            denied = allowed("sts:SetSourceIdentity", resource_arn, context)
    return denied


# And of the trust policy; the tags that go down a chain can be conditioned on.
def evaluate_trust_policy(trust, caller, ctx=None):
    if ctx is None or ctx.action not in ("sts:AssumeRole", "sts:TagSession"):
        return _evaluate_trust_policy(trust, caller, ctx)
    form = _form()
    transitive = [value for name, values in form.items() if name.startswith("TransitiveTagKeys.") for value in values]
    identity = (form.get("SourceIdentity") or [None])[0]
    added = {"sts:transitivetagkeys": transitive or None, "sts:sourceidentity": identity}
    ctx = replace(ctx, service_context={**ctx.service_context, **added})
    if not _evaluate_trust_policy(trust, caller, ctx):
        return False
    if ctx.action == "sts:AssumeRole" and identity:
        return _evaluate_trust_policy(trust, caller, replace(ctx, action="sts:SetSourceIdentity"))
    return True


# dynamodb:LeadingKeys: the partition keys that a request names, in the table or index that is asked about.
def _leading_keys(action, arn):
    from ministack.services import dynamodb

    match = re.search(r":table/([^/]+)(?:/index/([^/]+))?$", arn)
    table = dynamodb._tables.get(match.group(1)) if match else None
    if not table:
        return None
    schemas = [table] + [i for i in table.get("GlobalSecondaryIndexes") or [] if i.get("IndexName") == match.group(2)]
    key = next(k["AttributeName"] for k in schemas[-1]["KeySchema"] if k["KeyType"] == "HASH")
    data = _json()
    found = []
    for item in data.get("TransactItems") or [{action.removesuffix("Item"): data, action: data}]:
        detail = item.get({"ConditionCheckItem": "ConditionCheck"}.get(action, action.removesuffix("Item"))) or {}
        if str(detail.get("TableName", "")).rsplit("/", 1)[-1] == match.group(1):
            found += _named(detail, key)
    for name, request in (data.get("RequestItems") or {}).items():
        if name.rsplit("/", 1)[-1] == match.group(1):
            for one in request.get("Keys") or [] if isinstance(request, dict) else request:
                write = one.get("PutRequest") or one.get("DeleteRequest") or {"Key": one}
                found += _named(write, key)
    return found or None


def _named(detail, key):
    values = [part[key] for part in (detail.get("Key"), detail.get("Item")) if isinstance(part, dict) and key in part]
    names = detail.get("ExpressionAttributeNames") or {}
    given = detail.get("ExpressionAttributeValues") or {}
    for name, value in re.findall(r"(#?[\w.]+)\s*=\s*(:\w+)", detail.get("KeyConditionExpression") or ""):
        if names.get(name, name) == key and value in given:
            values.append(given[value])
    return [str(next(iter(value.values()))) for value in values]


iam_actions.extract_iam_action = extract_iam_action
iam_actions.extract_resource_arn = extract_resource_arn
iam_evaluator.enforce = enforce
iam_evaluator.evaluate_trust_policy = evaluate_trust_policy
