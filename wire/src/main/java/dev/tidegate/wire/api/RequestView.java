package dev.tidegate.wire.api;

import dev.tidegate.wire.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request as the API shows it. What an older or newer server leaves out reads as empty.
public record RequestView(Json json) {
  /// The grant that came of it.
  public record GrantView(Json json) {
    /// Its id.
    public String id() {
      return json.text("id").orElse("?");
    }

    /// Scheduled, Active, Ending or Ended.
    public String state() {
      return json.text("state").orElse("?");
    }

    /// From when it gives access.
    public Optional<Instant> startsAt() {
      return instant(json, "startsAt");
    }

    /// The instant at which access ends.
    public Optional<Instant> endsAt() {
      return instant(json, "endsAt");
    }

    /// When it was confirmed that access has ended.
    public Optional<Instant> endedAt() {
      return instant(json, "endedAt");
    }

    /// Why it ends.
    public Optional<Json> ending() {
      return json.at("ending");
    }

    /// How many sessions were issued under it.
    public Optional<Long> sessions() {
      return json.number("sessions");
    }
  }

  /// Its id.
  public String id() {
    return json.text("id").orElse("?");
  }

  /// The hash of what was asked for: what an answer is bound to.
  public Optional<String> hash() {
    return json.text("hash");
  }

  /// Pending, Approved, Denied, Withdrawn or Expired.
  public String state() {
    return json.text("state").orElse("?");
  }

  /// The state that matters most: the grant's where there is one.
  public String stage() {
    return grant().map(GrantView::state).orElse(state());
  }

  /// What was asked for.
  public String entitlement() {
    return json.text("entitlement").orElse("?");
  }

  /// The account it is in.
  public Optional<String> account() {
    return json.text("account");
  }

  /// The parameters, in their order.
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    json.at("parameters")
        .map(Json::entries)
        .orElse(Map.of())
        .forEach((name, value) -> parameters.put(name, value.asText().orElse("?")));
    return parameters;
  }

  /// A field that is text, such as `use`, `ticket` or `duration`.
  public Optional<String> text(String field) {
    return json.text(field);
  }

  /// Who asked.
  public String requester() {
    return json.at("requester").map(RequestView::person).orElse("?");
  }

  /// When it was asked.
  public Optional<Instant> submittedAt() {
    return instant(json, "submittedAt");
  }

  /// The start that was asked for, if one was.
  public Optional<Instant> startsAt() {
    return instant(json, "startsAt");
  }

  /// Until when it can be answered.
  public Optional<Instant> answerBy() {
    return instant(json, "answerBy");
  }

  /// When access ends, or would if it were approved now.
  public Optional<Instant> until() {
    return instant(json, "until");
  }

  /// Whether it is about a policy that a role gets for a while: such a grant issues no credentials.
  public boolean temporaryPolicy() {
    return json.text("kind").filter("temporary-policy"::equals).isPresent();
  }

  /// The signed-in person's own answer, if they gave one.
  public Optional<OwnAnswer> ownAnswer() {
    return json.at("yourAnswer")
        .map(own -> new OwnAnswer(own.text("verdict").orElse("?"), instant(own, "at")));
  }

  /// What the signed-in person answered.
  ///
  /// @param verdict `approve`, `deny`, `accept` or `question`
  public record OwnAnswer(String verdict, Optional<Instant> at) {}

  /// What the policy said.
  public Optional<Json> decision() {
    return json.at("decision");
  }

  /// The answers so far.
  public List<Json> reviews() {
    return json.list("reviews");
  }

  /// The audit events, oldest first.
  public List<Json> events() {
    return json.list("events");
  }

  /// The grant, once there is one.
  public Optional<GrantView> grant() {
    return json.at("grant").map(GrantView::new);
  }

  /// What to call a person: the label, else the id.
  public static String person(Json json) {
    return json.text("label").or(() -> json.text("id")).orElse("?");
  }

  /// A field that is an instant.
  public static Optional<Instant> instant(Json json, String field) {
    try {
      return json.text(field).map(Instant::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
