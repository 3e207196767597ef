package dev.tidegate.reports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One grant, as whoever reviews access wants to see it. What happened before the record was read
/// is empty.
///
/// @param who the requester
/// @param account the name of the account in the policy
/// @param team its label `team`
/// @param parameters what was asked for, by parameter
/// @param way how it was given
/// @param approvedBy who approved, in their order
/// @param endsAt when it was to end
/// @param ended when it did, or was revoked or given back
/// @param ending how it ended, in words; that it goes on, when it does
/// @param calls how often its sessions were seen to do something, as of two hours after its end
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

  /// Somebody, by canonical identity and by the words to show.
  public record Who(String id, String label) {
    /// Nobody that is known.
    public static final Who UNKNOWN = new Who("", "");

    /// Returns the words to show, or the identity where there are none.
    public String shown() {
      return label.isEmpty() ? id : label;
    }
  }

  /// How a grant was given.
  public enum Basis {
    BREAK_GLASS("break-glass"),
    APPROVED("approved"),
    /// The policy gave it without asking anybody.
    AUTOMATIC("without approval"),
    UNKNOWN("unknown");

    private final String word;

    Basis(String word) {
      this.word = word;
    }

    /// Returns it in words.
    public String word() {
      return word;
    }
  }

  /// Whether a grant was used, as far as the record tells.
  public enum Used {
    YES("yes"),
    NO("no"),
    UNKNOWN("unknown");

    private final String word;

    Used(String word) {
      this.word = word;
    }

    /// Returns it in words.
    public String word() {
      return word;
    }
  }

  /// Whether somebody has to look back at a grant. In the order in which they want a look.
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

    /// Returns it in words.
    public String word() {
      return word;
    }
  }

  /// Returns how long it was, in seconds: to its end, else to the end that is planned.
  public Optional<Long> seconds() {
    return startsAt.flatMap(
        start ->
            ended
                .or(() -> endsAt)
                .map(end -> Math.max(0, end.getEpochSecond() - start.getEpochSecond())));
  }
}
