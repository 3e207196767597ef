# Rights that the emulator does not ask for, and condition keys that it does not know.
import re
from dataclasses import replace

from ministack.core import iam_actions, iam_evaluator

from . import leading_keys, request

_enforce = iam_evaluator.enforce
_evaluate_trust_policy = iam_evaluator.evaluate_trust_policy
_extract_iam_action = iam_actions.extract_iam_action
_extract_resource_arn = iam_actions.extract_resource_arn


def extract_iam_action(service, method, path, headers, body, *rest):
    request.remember(body)
    return _extract_iam_action(service, method, path, headers, body, *rest)


# A schedule's ARN names its group; the emulator says `default` for every group.
def extract_resource_arn(service, method, path, headers, body, query, region, account):
    name = re.fullmatch(r"/schedules/([^/]+)", path) if service == "scheduler" else None
    if not name:
        return _extract_resource_arn(service, method, path, headers, body, query, region, account)
    group = (query or {}).get("groupName") or request.as_json().get("GroupName") or "default"
    group = group[0] if isinstance(group, list) else group
    return f"arn:aws:scheduler:{region}:{account}:schedule/{group}/{name.group(1)}"


def enforce(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
    def allowed(action, arn, context):
        return _enforce(access_key_id, action, service, region, resource_arn=arn, service_context=context)

    context = dict(service_context or {})
    if service == "dynamodb":
        context["dynamodb:LeadingKeys"] = leading_keys.of(iam_action.split(":", 1)[1], resource_arn)
    # The tags of a role or user, under IAM's own key as under the global one.
    # [AWS: Service Authorization Reference, IAM, condition keys]
    if service == "iam":
        from ministack.services.tagging import resource_tags

        for name, value in (resource_tags(resource_arn) or {}).items():
            context[f"iam:ResourceTag/{name}"] = value
    denied = allowed(iam_action, resource_arn, context)
    if denied:
        return denied
    # Who makes a schedule hands a role to it.
    if iam_action in ("scheduler:CreateSchedule", "scheduler:UpdateSchedule"):
        role = (request.as_json().get("Target") or {}).get("RoleArn", "*")
        return allowed("iam:PassRole", role, {"iam:PassedToService": "scheduler.amazonaws.com"})
    # Tags and a source identity are rights of their own, of the caller too.
    if iam_action == "sts:AssumeRole":
        form = request.as_form()
        if any(name.startswith("Tags.") for name in form):
            denied = allowed("sts:TagSession", resource_arn, context)
        if not denied and form.get("SourceIdentity"):
            denied = allowed("sts:SetSourceIdentity", resource_arn, context)
    return denied


# And of the trust policy; the tags that go down a chain can be conditioned on.
def evaluate_trust_policy(trust, caller, ctx=None):
    if ctx is None or ctx.action not in ("sts:AssumeRole", "sts:TagSession"):
        return _evaluate_trust_policy(trust, caller, ctx)
    form = request.as_form()
    transitive = request.members(form, "TransitiveTagKeys")
    identity = (form.get("SourceIdentity") or [None])[0]
    added = {"sts:transitivetagkeys": transitive or None, "sts:sourceidentity": identity}
    ctx = replace(ctx, service_context={**ctx.service_context, **added})
    if not _evaluate_trust_policy(trust, caller, ctx):
        return False
    if ctx.action == "sts:AssumeRole" and identity:
        return _evaluate_trust_policy(trust, caller, replace(ctx, action="sts:SetSourceIdentity"))
    return True


iam_actions.extract_iam_action = extract_iam_action
iam_actions.extract_resource_arn = extract_resource_arn
iam_evaluator.enforce = enforce
iam_evaluator.evaluate_trust_policy = evaluate_trust_policy
