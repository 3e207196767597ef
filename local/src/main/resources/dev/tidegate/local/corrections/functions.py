# What Lambda refuses of a function's environment: more than 4 KB of names and values, and names that are Lambda's own.
# [AWS: Lambda DG "Lambda quotas", "Using environment variables"]
from ministack.core.responses import error_response_json
from ministack.services import apigateway, lambda_svc

from . import options

LIMIT = 4096
RESERVED = {
    "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
}
_create = lambda_svc._create_function
_update = lambda_svc._update_config
_invoke = lambda_svc._invoke
_invoke_for_api = apigateway._invoke_lambda_proxy
_woken = set()


def wrong_environment(variables):
    own = next((name for name in variables or {} if name in RESERVED), None)
    if own:
        return (f"Lambda was unable to configure your environment variables because the environment variables you have "
                f"provided contains reserved keys that are currently not supported for modification. Reserved keys: {own}")
    total = sum(len(str(part).encode()) for pair in (variables or {}).items() for part in pair)
    if total <= LIMIT:
        return None
    return (f"Lambda was unable to configure your environment variables because the environment variables you have "
            f"provided exceeded the {LIMIT // 1024}KB limit. ({total} bytes)")


def _refusal(data):
    why = wrong_environment((data.get("Environment") or {}).get("Variables"))
    return error_response_json("InvalidParameterValueException", why, 400) if why else None


def create_function(data, *rest, **named):
    return _refusal(data) or _create(data, *rest, **named)


def update_config(name, data, *rest, **named):
    return _refusal(data) or _update(name, data, *rest, **named)


# An option: a published version was idle for so long that it is Inactive. The call that finds it so is refused and wakes it;
# AWS takes a while to wake it, here the next call is answered. Of an HTTP API the caller gets 500.
# [AWS: Lambda DG "Troubleshooting SnapStart errors for Lambda functions", SnapStartNotReadyException]
def _finds_it_asleep(name, qualifier):
    token = options.get("inactive", {}).get(name)
    if not qualifier or qualifier == "$LATEST" or token is None or token in _woken:
        return False
    _woken.add(token)
    return True


async def invoke(name, event, headers, path_qualifier=None, query_params=None):
    qualifier = path_qualifier or lambda_svc._qp_first(query_params or {}, "Qualifier")
    if _finds_it_asleep(name, qualifier):
        return error_response_json(
            "SnapStartNotReadyException",
            "Lambda is initializing your function. It will be ready to invoke once your function state becomes ACTIVE.", 409)
    return await _invoke(name, event, headers, path_qualifier, query_params)


async def invoke_for_api(integration, *rest, **named):
    reference = apigateway._extract_lambda_ref_from_integration_uri(integration.get("integrationUri", ""))
    if _finds_it_asleep(*lambda_svc._resolve_name_and_qualifier(reference)):
        return 500, {"Content-Type": "application/json"}, b'{"message":"Internal Server Error"}'
    return await _invoke_for_api(integration, *rest, **named)


lambda_svc._invoke = invoke
apigateway._invoke_lambda_proxy = invoke_for_api
lambda_svc._create_function = create_function
lambda_svc._update_config = update_config


# A template's parameter is text, of whatever type it is, and CloudFormation makes a number of it where Lambda takes one. The
# emulator keeps the text, and then no batch of the queue is handed out.
_concurrency = lambda_svc._sqs_esm_concurrency
lambda_svc._sqs_esm_concurrency = lambda *args, **named: int(_concurrency(*args, **named))
