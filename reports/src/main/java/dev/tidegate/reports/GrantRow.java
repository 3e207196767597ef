package dev.tidegate.reports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One grant in the report. Fields from before the events that were read are empty.
///
/// @param who the requester
/// @param account the name of the account in the policy
/// @param team the account's label `team`
/// @param parameters the requested parameters
/// @param way how the grant came about
/// @param approvedBy the approvers in the order of their answers
/// @param endsAt the planned end
/// @param ended when it ended, was revoked or was withdrawn
/// @param ending how it ended, in words, or that it is still running
/// @param calls the number of calls seen from its sessions, as of two hours after its end
public record GrantRow(
    String request,
    String grant,
    Who who,
    String entitlement,
    String account,
    String team,
    String kind,
    SortedMap<String, String> parameters,
    String use,
    String reason,
    String ticket,
    Basis way,
    List<Who> approvedBy,
    Optional<Instant> startsAt,
    Optional<Instant> endsAt,
    Optional<Instant> ended,
    String ending,
    long sessions,
    Used used,
    Optional<Long> calls,
    Review review) {
  public GrantRow {
    parameters = new TreeMap<>(parameters);
    approvedBy = List.copyOf(approvedBy);
  }

  /// A person: canonical identity and display name.
  public record Who(String id, String label) {
    /// An unknown person.
    public static final Who UNKNOWN = new Who("", "");

    /// Returns the display name, or the identity when there is none.
    public String shown() {
      return label.isEmpty() ? id : label;
    }
  }

  /// How a grant came about.
  public enum Basis {
    BREAK_GLASS("break-glass"),
    APPROVED("approved"),
    /// The policy allowed it without approval.
    AUTOMATIC("without approval"),
    UNKNOWN("unknown");

    private final String word;

    Basis(String word) {
      this.word = word;
    }

    /// Returns the text for the report.
    public String word() {
      return word;
    }
  }

  /// Whether a grant was used, as far as the record shows.
  public enum Used {
    YES("yes"),
    NO("no"),
    UNKNOWN("unknown");

    private final String word;

    Used(String word) {
      this.word = word;
    }

    /// Returns the text for the report.
    public String word() {
      return word;
    }
  }

  /// Whether a grant needs an after-review. Ordered by urgency, most urgent first.
  public enum Review {
    OVERDUE("overdue"),
    OWED("owed"),
    QUESTIONED("given, with a question"),
    ACCEPTED("given"),
    NONE("none");

    private final String word;

    Review(String word) {
      this.word = word;
    }

    /// Returns the text for the report.
    public String word() {
      return word;
    }
  }

  /// Returns its duration in seconds, until its end or else its planned end.
  public Optional<Long> seconds() {
    return startsAt.flatMap(
        start ->
            ended
                .or(() -> endsAt)
                .map(end -> Math.max(0, end.getEpochSecond() - start.getEpochSecond())));
  }
}
