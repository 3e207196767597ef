package dev.tidegate.wire.api;

import dev.tidegate.wire.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request as the API shows it. Fields that an older or newer server omits are empty.
public record RequestView(Json json) {
  /// The grant of a request.
  public record GrantView(Json json) {
    /// Returns the id.
    public String id() {
      return json.text("id").orElse("?");
    }

    /// Returns `Scheduled`, `Active`, `Ending` or `Ended`.
    public String state() {
      return json.text("state").orElse("?");
    }

    /// Returns when access begins.
    public Optional<Instant> startsAt() {
      return instant(json, "startsAt");
    }

    /// Returns when access ends.
    public Optional<Instant> endsAt() {
      return instant(json, "endsAt");
    }

    /// Returns when the end of access was confirmed.
    public Optional<Instant> endedAt() {
      return instant(json, "endedAt");
    }

    /// Returns why it ends.
    public Optional<Json> ending() {
      return json.at("ending");
    }

    /// Returns the number of sessions.
    public Optional<Long> sessions() {
      return json.number("sessions");
    }
  }

  /// Returns the id.
  public String id() {
    return json.text("id").orElse("?");
  }

  /// Returns the hash of the request, to which answers are bound.
  public Optional<String> hash() {
    return json.text("hash");
  }

  /// Returns `Pending`, `Approved`, `Denied`, `Withdrawn` or `Expired`.
  public String state() {
    return json.text("state").orElse("?");
  }

  /// Returns the state of the grant, or of the request when it has none.
  public String stage() {
    return grant().map(GrantView::state).orElse(state());
  }

  /// Returns the entitlement.
  public String entitlement() {
    return json.text("entitlement").orElse("?");
  }

  /// Returns the account.
  public Optional<String> account() {
    return json.text("account");
  }

  /// Returns the parameters, in their order.
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    json.at("parameters")
        .map(Json::entries)
        .orElse(Map.of())
        .forEach((name, value) -> parameters.put(name, value.asText().orElse("?")));
    return parameters;
  }

  /// Returns a text field, such as `use`, `ticket` or `duration`.
  public Optional<String> text(String field) {
    return json.text(field);
  }

  /// Returns the requester's name.
  public String requester() {
    return json.at("requester").map(RequestView::person).orElse("?");
  }

  /// Returns the time of the submission.
  public Optional<Instant> submittedAt() {
    return instant(json, "submittedAt");
  }

  /// Returns the requested start, if any.
  public Optional<Instant> startsAt() {
    return instant(json, "startsAt");
  }

  /// Returns the deadline for answers.
  public Optional<Instant> answerBy() {
    return instant(json, "answerBy");
  }

  /// Returns when access ends, or would end if it were approved now.
  public Optional<Instant> until() {
    return instant(json, "until");
  }

  /// Returns whether it is for a temporary policy; such a grant issues no credentials.
  public boolean temporaryPolicy() {
    return json.text("kind").filter("temporary-policy"::equals).isPresent();
  }

  /// Returns the signed-in person's own answer, if any.
  public Optional<OwnAnswer> ownAnswer() {
    return json.at("yourAnswer")
        .map(own -> new OwnAnswer(own.text("verdict").orElse("?"), instant(own, "at")));
  }

  /// The signed-in person's own answer.
  ///
  /// @param verdict `approve`, `deny`, `accept` or `question`
  public record OwnAnswer(String verdict, Optional<Instant> at) {}

  /// Returns the policy's decision.
  public Optional<Json> decision() {
    return json.at("decision");
  }

  /// Returns the answers so far.
  public List<Json> reviews() {
    return json.list("reviews");
  }

  /// Returns the audit events, oldest first.
  public List<Json> events() {
    return json.list("events");
  }

  /// Returns the grant, if there is one.
  public Optional<GrantView> grant() {
    return json.at("grant").map(GrantView::new);
  }

  /// Returns a person's label, or the id when there is none.
  public static String person(Json json) {
    return json.text("label").or(() -> json.text("id")).orElse("?");
  }

  /// Returns a field that is an instant.
  public static Optional<Instant> instant(Json json, String field) {
    try {
      return json.text(field).map(Instant::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
