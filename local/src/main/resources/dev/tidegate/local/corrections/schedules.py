# The role of a schedule must trust the Scheduler, for the schedule's group if it asks for one, and what is called must be
# its right. [AWS: Scheduler UG "Setting up", "Confused deputy prevention"]
import json

from ministack.core import iam_evaluator
from ministack.services import eventbridge, iam, scheduler

SERVICE = "scheduler.amazonaws.com"
_create = scheduler._create_schedule
_update = scheduler._update_schedule
_invoke = eventbridge._invoke_target


def _distrusts(body):
    parts = ((body.get("Target") or {}).get("RoleArn") or "").split(":")
    role = iam._roles.get_scoped(parts[4], None, parts[5].rsplit("/", 1)[-1]) if len(parts) == 6 else None
    ctx = iam_evaluator.EvalContext(
        principal_arn=SERVICE, principal_type="Service", principal_account="", action="sts:AssumeRole", resource_arn="*",
        region="", service_context={
            "aws:sourceaccount": scheduler.get_account_id(),
            "aws:sourcearn": scheduler._group_arn(body.get("GroupName") or "default"),
        })
    statements = json.loads((role or {}).get("AssumeRolePolicyDocument") or "{}").get("Statement") or []
    for statement in [statements] if isinstance(statements, dict) else statements:
        principal = statement.get("Principal")
        services = principal.get("Service") if isinstance(principal, dict) else []
        if SERVICE in ([services] if isinstance(services, str) else services or []) and iam_evaluator._conditions_met(
                statement.get("Condition") or {}, ctx):
            return statement["Effect"] == "Deny"
    return True


def create_schedule(name, body):
    return _refusal(body) or _create(name, body)


def update_schedule(name, body):
    return _refusal(body) or _update(name, body)


def _refusal(body):
    if (body.get("Target") or {}).get("RoleArn") and _distrusts(body):
        return scheduler._error(400, "ValidationException",
                                "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.")
    return None


# What the role may not call is not called, as on AWS; there it goes to the queue for dead letters after its retries.
def invoke_target(target, event, *rest, **named):
    arn = target.get("Arn") or ""
    if event.get("Source") == "aws.scheduler" and ":lambda:" in arn:
        parts = (target.get("RoleArn") or "").split(":")
        ctx = iam_evaluator.EvalContext(
            principal_arn=target.get("RoleArn") or "", principal_type="AssumedRole", principal_account=parts[4],
            action="lambda:InvokeFunction", resource_arn=arn, region=event.get("Region") or "")
        rights = iam_evaluator._gather_role_policies(parts[5].rsplit("/", 1)[-1], parts[4])
        if iam_evaluator.evaluate(ctx, rights).decision != "Allow":
            scheduler.logger.warning("Scheduler: %s may not call %s", target.get("RoleArn"), arn)
            return None
    return _invoke(target, event, *rest, **named)


scheduler._create_schedule = create_schedule
scheduler._update_schedule = update_schedule
eventbridge._invoke_target = invoke_target
