package dev.tidegate.core.policy;

import dev.tidegate.core.principal.Group;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// The requester is on call according to one of three sources.
public record OnCall(Source source) implements Condition {
  /// Where it is known who is on call.
  public sealed interface Source {
    /// A claim of the token has one of these values.
    record Claim(String name, SortedSet<String> values) implements Source {
      public Claim {
        values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
      }
    }

    /// The requester is in one of these groups.
    record Members(SortedSet<Group> groups) implements Source {
      public Members {
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
      }
    }

    /// It is the requester's turn.
    record Turn(Rota rota) implements Source {}
  }

  @Override
  public String kind() {
    return "on-call";
  }

  @Override
  public boolean met(DecisionContext in) {
    return switch (source) {
      case Source.Claim(String name, SortedSet<String> values) ->
          in.requester().context().claim(name).stream().anyMatch(values::contains);
      case Source.Members(SortedSet<Group> groups) -> in.requester().inAnyOf(groups);
      case Source.Turn(Rota rota) ->
          rota.onCall(in.begins()).filter(in.requester().id()::equals).isPresent();
    };
  }
}
