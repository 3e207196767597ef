# What IAM refuses of a policy document: its grammar, its characters and its size.
# [AWS: IAM UG "Grammar of the IAM JSON policy language", "IAM JSON policy elements", "IAM and AWS STS quotas"]
import json
import re

from ministack.core import iam_evaluator
from ministack.services import iam, sts

INLINE_OF_ROLE = 10240
MANAGED = 6144
TRUST = 2048
_ELEMENTS = {"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"}
_validate = iam_evaluator.validate_policy_document


def no_policy(document):
    """Why an identity, session or boundary policy is no policy, or None."""
    found = _validate(document)
    if found:
        return found
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    if re.search(r"[^\t\n\r\x20-\xff]", text):
        return "The policy has characters that are not Latin-1"
    try:
        policy = json.loads(text, object_pairs_hook=_once)
    except ValueError as twice:
        return str(twice)
    if policy.get("Version", "2008-10-17") not in ("2012-10-17", "2008-10-17"):
        return "Syntax errors in policy: Version"
    if not set(policy) <= {"Version", "Id", "Statement"}:
        return "Syntax errors in policy: unknown element"
    statements = policy["Statement"]
    statements = [statements] if isinstance(statements, dict) else statements
    names = [s["Sid"] for s in statements if s.get("Sid")]
    if len(set(names)) < len(names):
        return "Statement IDs (SID) in a single policy must be unique"
    return next((why for why in map(_no_statement, statements) if why), None)


def _once(pairs):
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("Syntax errors in policy: an element is there twice")
    return dict(pairs)


def _no_statement(statement):
    unknown = set(statement) - _ELEMENTS
    if unknown:
        return f"Syntax errors in policy: {sorted(unknown)[0]} cannot be used here"
    if not re.fullmatch(r"[A-Za-z0-9]*", statement.get("Sid", "")):
        return "Statement IDs (SID) must be alpha-numeric"
    for action in _list(statement.get("Action", statement.get("NotAction"))) or [""]:
        if not re.fullmatch(r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+", str(action)):
            return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
    for resource in _list(statement.get("Resource", statement.get("NotResource"))) or [""]:
        if resource != "*" and not re.match(r"(arn|\*|\$\{[^}]+\}):", str(resource)):
            return f"Resource {resource} must be in ARN format or \"*\"."
    return _no_condition(statement.get("Condition") or {})


def _no_condition(condition):
    for operator, keys in condition.items():
        bare = re.sub(r"^forallvalues:|^foranyvalue:|ifexists$", "", operator.lower())
        if bare != "null" and bare not in iam_evaluator._CONDITION_OPS:
            return f"Invalid Condition type : {operator}."
        if not isinstance(keys, dict) or not keys:
            return "Syntax errors in policy: Condition"
        if len({key.lower() for key in keys}) < len(keys):
            return "Syntax errors in policy: a condition key is there twice"
        for key, values in keys.items():
            if not re.match(r"[A-Za-z0-9-]+:.", key):
                return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
            for value in _list(values):
                if bare.startswith("date") and not iam_evaluator._parse_date(str(value)):
                    return "Syntax errors in policy: a date is not a date"
    return None


def _list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def size(document):
    """Characters that count: white space outside of strings does not."""
    text = document if isinstance(document, str) else json.dumps(document)
    return len(re.sub(r'("(?:[^"\\]|\\.)*")|\s', r"\1", text))


def inline_is_too_large(documents):
    total = sum(map(size, documents))
    return f"Maximum policy size of {INLINE_OF_ROLE} bytes exceeded for role ({total})" if total > INLINE_OF_ROLE else None


def managed_is_too_large(document):
    return f"Cannot exceed quota for PolicySize: {MANAGED}" if size(document) > MANAGED else None


def trust_is_too_large(document):
    return f"Cannot exceed quota for ACLSizePerRole: {TRUST}" if size(document) > TRUST else None


# A trust policy can name only roles and users that exist, whose ids it keeps. [AWS: IAM UG "Principal element"]
def names_nobody(document):
    statements = (json.loads(document) if isinstance(document, str) else document).get("Statement") or []
    for statement in [statements] if isinstance(statements, dict) else statements:
        principal = statement.get("Principal")
        for arn in _list(principal.get("AWS")) if isinstance(principal, dict) else []:
            match = re.fullmatch(r"arn:aws:iam::(\d{12}):role/(?:.*/)?([^/]+)", str(arn))
            if match and iam._roles.get_scoped(match.group(1), None, match.group(2)) is None:
                return f"Invalid principal in policy: \"AWS\":\"{arn}\""
    return None


def _guard(action, *checks):
    handler = iam._IAM_HANDLERS[action]

    def checked(params):
        for status, code, check in checks:
            why = check(lambda name: iam._p(params, name))
            if why:
                return iam._error(status, code, why.replace("&", "&amp;").replace("<", "&lt;"), ns="iam")
        return handler(params)

    iam._IAM_HANDLERS[action] = checked


def _inline(given):
    role = iam._roles.get(given("RoleName"))
    if not role:
        return None
    after = {**role["InlinePolicies"], given("PolicyName"): given("PolicyDocument")}
    return inline_is_too_large(after.values())


def _names_fit(pattern, *names):
    def check(given):
        wrong = next((n for n in names if given(n) and not re.fullmatch(pattern, given(n), re.ASCII)), None)
        return f"The specified value for {wrong} is invalid. It must match {pattern}" if wrong else None

    return 400, "ValidationError", check


_ROLE = _names_fit(r"[\w+=,.@-]{1,64}", "RoleName")
_POLICY = _names_fit(r"[\w+=,.@-]{1,128}", "PolicyName")


# Names are unique whatever their case. [AWS: IAM UG "IAM and AWS STS quotas"]
def _other_case(given):
    name = given("RoleName")
    return f"Role with name {name} already exists." if any(
        n != name and n.lower() == name.lower() for n in iam._roles.keys()) else None


_guard("CreateRole", _ROLE, (409, "EntityAlreadyExists", _other_case),
       (400, "MalformedPolicyDocument", lambda given: names_nobody(given("AssumeRolePolicyDocument"))),
       (409, "LimitExceeded", lambda given: trust_is_too_large(given("AssumeRolePolicyDocument"))))
_guard("UpdateAssumeRolePolicy",
       (400, "MalformedPolicyDocument", lambda given: names_nobody(given("PolicyDocument"))),
       (409, "LimitExceeded", lambda given: trust_is_too_large(given("PolicyDocument"))))
_guard("PutRolePolicy", _POLICY, (409, "LimitExceeded", _inline))
_guard("CreatePolicy", _POLICY, (409, "LimitExceeded", lambda given: managed_is_too_large(given("PolicyDocument"))))
_guard("CreatePolicyVersion", (409, "LimitExceeded", lambda given: managed_is_too_large(given("PolicyDocument"))))
_guard("AttachRolePolicy", (409, "LimitExceeded", lambda given: "Cannot exceed quota for PoliciesPerRole: 10" if len(
    set((iam._roles.get(given("RoleName")) or {}).get("AttachedPolicies") or []) | {given("PolicyArn")}) > 10 else None))

iam_evaluator.validate_policy_document = no_policy
sts.validate_policy_document = no_policy
