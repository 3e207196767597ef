# What Lambda refuses of a function's environment: more than 4 KB of names and values, and names that are Lambda's own.
# [AWS: Lambda DG "Lambda quotas", "Using environment variables"]
from ministack.core.responses import error_response_json
from ministack.services import lambda_svc

LIMIT = 4096
RESERVED = {
    "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
}
_create = lambda_svc._create_function
_update = lambda_svc._update_config


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


lambda_svc._create_function = create_function
lambda_svc._update_config = update_config
