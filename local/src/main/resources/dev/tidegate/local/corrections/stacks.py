# CloudFormation writes past the APIs of the services here; on AWS it calls them. So what they refuse is refused here, too.
from ministack.services import cognito, iam, s3, sqs
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

from . import documents, functions, names, queues


def _checked(kind, check, after=None):
    handler = _RESOURCE_HANDLERS[kind]
    create, update = handler["create"], handler.get("update")

    def creating(logical_id, properties, *rest):
        _refuse(logical_id, check(properties))
        made = create(logical_id, properties, *rest)
        if after:
            after(made[0], properties)
        return made

    def updating(physical_id, old, new, *rest, **named):
        _refuse(physical_id, check(new, physical_id))
        made = update(physical_id, old, new, *rest, **named)
        if after:
            after(made[0], new)
        return made

    handler["create"] = creating
    if update:
        handler["update"] = updating


def _refuse(name, why):
    if why:
        raise ValueError(f"{name}: {why}")


def _role(properties, physical_id=None):
    if len(properties.get("RoleName") or "") > 64:
        return "Member must have length less than or equal to 64 (RoleName)"
    inline = [policy.get("PolicyDocument") or {} for policy in properties.get("Policies") or []]
    trust = properties.get("AssumeRolePolicyDocument") or {}
    return (next((why for why in map(documents.no_policy, inline) if why), None) or documents.inline_is_too_large(inline)
            or documents.trust_is_too_large(trust) or documents.names_nobody(trust))


# The emulator drops a role's permissions boundary, without a word.
def _bounded(name, properties):
    boundary = properties.get("PermissionsBoundary")
    role = iam._roles.get(name)
    if boundary:
        role["PermissionsBoundary"] = boundary
    elif role:
        role.pop("PermissionsBoundary", None)


def _managed(properties, physical_id=None):
    document = properties.get("PolicyDocument") or {}
    return documents.no_policy(document) or documents.managed_is_too_large(document)


# It drops a bucket's object lock, too. [AWS: CloudFormation Template Reference, AWS::S3::Bucket, ObjectLockConfiguration]
def _locked(name, properties):
    if str(properties.get("ObjectLockEnabled", "")).lower() != "true":
        return
    retention = ((properties.get("ObjectLockConfiguration") or {}).get("Rule") or {}).get("DefaultRetention")
    s3._bucket_versioning[name] = "Enabled"
    s3._bucket_object_lock[name] = {"enabled": True, "default_retention": retention and {
        part: retention[part] if part == "Mode" else int(retention[part]) for part in ("Mode", "Days", "Years") if part in retention}}


def _queue_policy(properties, physical_id=None):
    arns = [sqs._queues[url]["attributes"]["QueueArn"] for url in properties.get("Queues") or [] if url in sqs._queues]
    return next((why for why in (queues.wrong_policy(properties.get("PolicyDocument"), arn) for arn in arns) if why), None)


def _group(properties, physical_id=None):
    pool = cognito._user_pools.get(properties.get("UserPoolId")) or {"_groups": {}}
    name = properties.get("GroupName")
    return f"A group with the name {name} already exists." if name in pool["_groups"] and name != physical_id else None


def _domain(properties, physical_id=None):
    return None if properties.get("CustomDomainConfig") else names.wrong_prefix(properties.get("Domain") or "-")


def _function(properties, physical_id=None):
    return functions.wrong_environment((properties.get("Environment") or {}).get("Variables"))


_checked("AWS::IAM::Role", _role, _bounded)
_checked("AWS::IAM::ManagedPolicy", _managed)
_checked("AWS::S3::Bucket", lambda properties, physical_id=None: None, _locked)
_checked("AWS::SQS::QueuePolicy", _queue_policy)
_checked("AWS::Cognito::UserPoolGroup", _group)
_checked("AWS::Cognito::UserPoolDomain", _domain)
_checked("AWS::Lambda::Function", _function)
