# What SQS refuses of a queue's policy: a statement that names more than one queue, or another one.
# [AWS: SQS DG "Basic examples of Amazon SQS policies"; SQS API Reference, SetQueueAttributes]
import json

from ministack.services import sqs

_set = sqs._act_set_queue_attributes


def wrong_policy(policy, arn):
    try:
        document = json.loads(policy) if isinstance(policy, str) else policy
        statements = document.get("Statement") or []
        for statement in [statements] if isinstance(statements, dict) else statements:
            named = statement.get("Resource", [])
            named = named if isinstance(named, list) else [named]
            if len(named) != 1 or ("*" not in named[0] and named[0] != arn):
                return "Invalid value for the parameter Policy."
    except (ValueError, AttributeError):
        return "Invalid value for the parameter Policy."
    return None


def set_queue_attributes(data, url):
    policy = (data.get("Attributes") or {}).get("Policy")
    if policy:
        queue = sqs._get_q(data.get("QueueUrl", url), "sqs:SetQueueAttributes")
        why = wrong_policy(policy, queue["attributes"]["QueueArn"])
        if why:
            raise sqs._Err("InvalidAttributeValue", why, 400)
    return _set(data, url)


sqs._HANDLERS["SetQueueAttributes"] = set_queue_attributes
