package dev.tidegate.functions.checks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tidegate.adapters.lambda.Env;
import dev.tidegate.adapters.lambda.RandomRequestIds;
import dev.tidegate.adapters.lambda.http.ApiContext;
import dev.tidegate.adapters.lambda.http.Call;
import dev.tidegate.adapters.lambda.http.FrontController;
import dev.tidegate.adapters.lambda.http.JsonBody;
import dev.tidegate.adapters.lambda.http.Problem;
import dev.tidegate.adapters.lambda.http.Query;
import dev.tidegate.adapters.lambda.http.Reply;
import dev.tidegate.composition.Composition;
import dev.tidegate.core.access.assess.FieldError;
import dev.tidegate.core.access.request.RequestIds;
import dev.tidegate.core.principal.Group;
import dev.tidegate.wire.api.ProblemCode;
import dev.tidegate.wire.json.Json;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Starts a drift check by `audit`, for the admin group and the security group. Answers with the id
/// of the check; its findings are in the record.
public final class Handler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final FrontController api;
  private final CheckStarter starter;
  private final RequestIds ids;
  private final Set<Group> groups;

  /// Wires the function from its environment.
  public Handler() {
    this(Composition.of("checks"));
  }

  private Handler(Composition parts) {
    this(
        new LambdaCheckStarter(
            parts.aws().build(LambdaClient.builder()), parts.env().required("TIDEGATE_AUDIT")),
        new RandomRequestIds(),
        groups(parts.env()),
        parts.api());
    parts.prime();
  }

  /// Returns the admin group and the security group, which may be the same.
  static Set<Group> groups(Env env) {
    return Stream.of("TIDEGATE_ADMIN_GROUP", "TIDEGATE_SECURITY_GROUP")
        .map(name -> new Group(env.required(name)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Takes the port, and the groups that may start a check.
  public Handler(CheckStarter starter, RequestIds ids, Set<Group> groups, ApiContext front) {
    this.starter = starter;
    this.ids = ids;
    this.groups = Set.copyOf(groups);
    this.api = new FrontController(Map.of("POST /v1/audit/check", this::check), front);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return api.handle(event, context);
  }

  private Reply check(Call call) {
    if (call.caller().groups().stream().noneMatch(groups::contains)) {
      return Problem.of(
              ProblemCode.NOT_YOURS,
              "You cannot have the accounts checked.",
              new FieldError(
                  "Authorization",
                  "the admin group or the security group",
                  "ask somebody in one of them"))
          .reply();
    }
    return Query.only(call)
        .then(_ -> JsonBody.none(call.body()))
        .answer(
            _ -> {
              String run = "asked-" + ids.next().suffix();
              starter.start(run, call.caller().actor());
              return Reply.json(202, Json.object().put("run", run).build());
            });
  }
}
