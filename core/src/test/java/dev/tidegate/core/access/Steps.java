package dev.tidegate.core.access;

import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.EventType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The steps that tests of verbs expect, written out.
public final class Steps {
  private Steps() {}

  /// Somebody who may see the case is told no, which is tried as an event of it.
  public static <T> Step<T> refusedOnTheCase(
      AccessCase current,
      Principal who,
      EventType type,
      Map<String, String> details,
      T answer,
      Instant now) {
    Refusal refusal = refusal(current, who, type, details, now);
    return new Step.Refuse<>(
        refusal, Optional.of(CaseChange.of(current, now).refusing(refusal)), answer);
  }

  /// Somebody is told no, and the case is left alone.
  public static <T> Step<T> refusedOnTheirOwnRecord(
      AccessCase current,
      Principal who,
      EventType type,
      Map<String, String> details,
      T answer,
      Instant now) {
    return new Step.Refuse<>(refusal(current, who, type, details, now), Optional.empty(), answer);
  }

  /// Returns what a step answers once it is carried out and nothing is in its way.
  public static <T> T answer(Step<T> step) {
    return switch (step) {
      case Step.Answer<T>(T answer) -> answer;
      case Step.Commit<T>(CaseChange _, T answer) -> answer;
      case Step.CommitOnce<T>(CaseChange _, T written, T _) -> written;
      case Step.CommitAndContinue<T> _ -> throw new AssertionError("it decides again");
      case Step.Refuse<T>(Refusal _, Optional<CaseChange> _, T answer) -> answer;
    };
  }

  private static Refusal refusal(
      AccessCase current, Principal who, EventType type, Map<String, String> details, Instant now) {
    return new Refusal(who, type, Optional.of(current.id()), new TreeMap<>(details), now);
  }
}
