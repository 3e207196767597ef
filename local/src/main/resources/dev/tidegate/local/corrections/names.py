# What Cognito refuses of the prefix of a sign-in domain.
# [AWS: Cognito API Reference, CreateUserPoolDomain; Cognito DG "Configuring a user pool domain"]
import re

from ministack.services import cognito

_create = cognito._create_user_pool_domain


def wrong_prefix(prefix):
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", prefix):
        return "A domain prefix has 1 to 63 lower-case letters, digits and hyphens, no hyphen first or last."
    word = next((w for w in ("aws", "amazon", "cognito") if w in prefix), None)
    return f"Domain cannot contain reserved word: {word}" if word else None


def create_user_pool_domain(data):
    why = None if data.get("CustomDomainConfig") else wrong_prefix(data.get("Domain") or "-")
    if why:
        return cognito.error_response_json("InvalidParameterException", why, 400)
    return _create(data)


cognito._create_user_pool_domain = create_user_pool_domain
