# An option: a change of a role's inline policies takes its time to have its effect. Whoever reads the policies sees it at once.
# [AWS: IAM UG "Troubleshoot IAM", "Changes that I make are not always immediately visible"]
import time

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.services import iam

from . import options

_gather = iam_evaluator._gather_role_policies
_changes = []


def _late(action):
    handler = iam._IAM_HANDLERS[action]

    def noted(params):
        role, policy = iam._p(params, "RoleName"), iam._p(params, "PolicyName")
        before = ((iam._roles.get(role) or {}).get("InlinePolicies") or {}).get(policy)
        answer = handler(params)
        if answer[0] == 200 and options.get("lateSeconds", 0):
            _changes.append((time.monotonic(), get_account_id(), role, policy, before))
        return answer

    iam._IAM_HANDLERS[action] = noted


def gather_role_policies(role_name, account_id):
    since = time.monotonic() - options.get("lateSeconds", 0)
    _changes[:] = [change for change in _changes if change[0] > since]
    pending = [change for change in _changes if change[1:3] == (account_id, role_name)]
    role = iam._roles.get_scoped(account_id, None, role_name)
    if not pending or role is None:
        return _gather(role_name, account_id)
    inline = dict(role.get("InlinePolicies") or {})
    for _, _, _, policy, before in reversed(pending):
        inline.pop(policy, None)
        if before is not None:
            inline[policy] = before
    managed = [iam_evaluator._resolve_managed_policy_document(arn, account_id) for arn in role.get("AttachedPolicies", [])]
    parsed = [iam_evaluator.parse_policy_document(doc) for doc in [*inline.values(), *managed] if doc]
    return [statements for statements in parsed if statements]


_late("PutRolePolicy")
_late("DeleteRolePolicy")
iam_evaluator._gather_role_policies = gather_role_policies
