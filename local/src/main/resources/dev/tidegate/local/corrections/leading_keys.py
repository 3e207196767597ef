# dynamodb:LeadingKeys: the partition keys that a request names, in the table or index that is asked about.
# [AWS: Service Authorization Reference, DynamoDB, condition keys]
import re

from . import request


def of(action, arn):
    from ministack.services import dynamodb

    match = re.search(r":table/([^/]+)(?:/index/([^/]+))?$", arn)
    table = dynamodb._tables.get(match.group(1)) if match else None
    if not table:
        return None
    schemas = [table] + [i for i in table.get("GlobalSecondaryIndexes") or [] if i.get("IndexName") == match.group(2)]
    key = next(k["AttributeName"] for k in schemas[-1]["KeySchema"] if k["KeyType"] == "HASH")
    data = request.as_json()
    found = []
    for item in data.get("TransactItems") or [{action.removesuffix("Item"): data, action: data}]:
        detail = item.get({"ConditionCheckItem": "ConditionCheck"}.get(action, action.removesuffix("Item"))) or {}
        if str(detail.get("TableName", "")).rsplit("/", 1)[-1] == match.group(1):
            found += _named(detail, key)
    for name, wanted in (data.get("RequestItems") or {}).items():
        if name.rsplit("/", 1)[-1] == match.group(1):
            for one in wanted.get("Keys") or [] if isinstance(wanted, dict) else wanted:
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
