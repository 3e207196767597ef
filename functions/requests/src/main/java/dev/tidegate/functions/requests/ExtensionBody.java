package dev.tidegate.functions.requests;

import dev.tidegate.adapters.lambda.http.JsonBody;
import dev.tidegate.adapters.lambda.http.Parsed;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.request.ExtendGrant;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Use;
import java.util.List;
import java.util.Optional;

/// Reads the body of an extension in submit and explain: it has `continues`, and must not repeat
/// the entitlement and the parameters.
final class ExtensionBody {
  static final String FIELD = "continues";

  private static final List<String> AS_BEFORE =
      List.of("entitlement", "parameters", "startsAt", "breakGlass");

  private ExtensionBody() {}

  static Parsed<ExtendGrant.More> read(JsonBody fields) {
    Optional<GrantId> grant =
        fields.required(FIELD, "the id of a grant, g-...", ExtensionBody::grantId);
    Optional<AccessDuration> duration = RequestBody.duration(fields);
    Optional<Use> use = fields.optional("use", RequestBody.USES, Use::of);
    Optional<String> ticket = RequestBody.ticket(fields);
    Optional<String> reason = RequestBody.reason(fields);
    for (String field : AS_BEFORE) {
      fields.refuse(field, "nothing beside " + FIELD, "leave it out: it is that of the grant");
    }
    return fields.finish(
        () ->
            new ExtendGrant.More(
                grant.orElseThrow(), duration.orElseThrow(), use, ticket, reason.orElseThrow()));
  }

  private static Optional<GrantId> grantId(String text) {
    return GrantId.matches(text) ? Optional.of(new GrantId(text)) : Optional.empty();
  }
}
