# What STS refuses of AssumeRole, and what goes down a chain of roles.
# [AWS: STS API Reference, AssumeRole; IAM UG "Pass session tags in AWS STS", "Monitor and control actions taken with assumed roles"]
import re

from ministack.core import iam_evaluator
from ministack.services import iam, sts

from . import request

CHAINED = 3600
_handle_request = sts.handle_request
_register_session = sts.register_session
_principal_keys = iam_evaluator._principal_keys


async def handle_request(method, path, headers, body, query_params):
    request.remember(body)
    form = request.as_form()
    if (form.get("Action") or [None])[0] == "AssumeRole":
        refusal = _refusal(form, headers, query_params)
        if refusal:
            return iam._error(*refusal, ns="sts")
    return await _handle_request(method, path, headers, body, query_params)


def _refusal(form, headers, query_params):
    def one(name, default=""):
        return (form.get(name) or [default])[0]

    for name, value in (("roleSessionName", one("RoleSessionName")), ("sourceIdentity", one("SourceIdentity", None))):
        if value is not None and not re.fullmatch(r"[\w+=,.@-]{2,64}", value, re.ASCII):
            return 400, "ValidationError", f"Value at '{name}' must match [\\w+=,.@-]* and have 2 to 64 characters"
    keys = request.members(form, "Tags", ".Key")
    values = [form.get(f"Tags.member.{i + 1}.Value", [""])[0] for i in range(len(keys))]
    if len(keys) > 50:
        return 400, "ValidationError", "Value at 'tags' must have at most 50 members"
    plain = r"[\w\s.:/=+@-]*"
    if any(not re.fullmatch(plain, v) or len(v) > 256 for v in values) or any(
        not re.fullmatch(plain, k) or not 0 < len(k) <= 128 for k in keys
    ):
        return 400, "ValidationError", "A tag's key or value is too long or has characters that tags may not have"
    caller = sts._caller_identity(headers, query_params)
    if not isinstance(caller, dict):
        return None
    parent = sts._sessions.get(caller["accessKey"]) or {}
    seconds = int(one("DurationSeconds") or 3600)
    if parent and seconds > CHAINED:
        return 400, "ValidationError", (
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
        )
    arn = one("RoleArn").split(":")
    role = iam._roles.get_scoped(arn[4], None, arn[5].rsplit("/", 1)[-1]) if len(arn) == 6 else None
    if role and seconds > int(role.get("MaxSessionDuration") or 3600):
        return 400, "ValidationError", (
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        )
    identity = parent.get("SourceIdentity")
    if identity and one("SourceIdentity", identity) != identity:
        return 403, "AccessDenied", "The source identity of a chain of roles cannot be changed"
    inherited = {k.lower() for k in parent.get("TransitiveTagKeys") or []}
    if inherited & {k.lower() for k in keys}:
        return 400, "InvalidParameterValue", "One of the specified transitive tag keys can't be set because it conflicts"
    return None


# A session keeps its source identity and its transitive tags, and hands both to every session that is made with it.
def register_session(access_key, session):
    form = request.as_form()
    parent = sts._sessions.get(session.get("SourceAccessKeyId")) or {}
    if session.get("PrincipalType") == "AssumedRole" and "SessionTags" in session:
        inherited = parent.get("TransitiveTagKeys") or []
        lower = {k.lower() for k in inherited}
        session["SessionTags"] = [t for t in parent.get("SessionTags") or [] if t["Key"].lower() in lower] + session["SessionTags"]
        session["TransitiveTagKeys"] = list(inherited) + request.members(form, "TransitiveTagKeys")
        session["SourceIdentity"] = (form.get("SourceIdentity") or [parent.get("SourceIdentity")])[0]
    _register_session(access_key, session)


def principal_keys(credential):
    keys = _principal_keys(credential)
    session = sts._sessions.get(credential.access_key_id) or {}
    if session.get("SourceIdentity"):
        keys["aws:sourceidentity"] = session["SourceIdentity"]
    return keys


sts.handle_request = handle_request
sts.register_session = register_session
sts._principal_keys = principal_keys
iam_evaluator._principal_keys = principal_keys
