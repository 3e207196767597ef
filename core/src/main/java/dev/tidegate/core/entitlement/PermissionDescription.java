package dev.tidegate.core.entitlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Describes access in sentences for requesters and approvers: what it allows, what it does not,
/// and what remains after its end. They depend on the target and the permissions alone.
public final class PermissionDescription {
  private PermissionDescription() {}

  /// The reader of the sentences.
  public enum Reader {
    /// The requester.
    REQUESTER("You"),
    /// Approvers and reviewers.
    OTHERS("They");

    private final String subject;

    Reader(String subject) {
      this.subject = subject;
    }
  }

  /// Returns what it allows, addressed to the requester.
  public static List<String> allowed(Target target, List<Permission> permissions) {
    return allowed(Reader.REQUESTER, target, permissions);
  }

  /// Returns one sentence for each permission (with its variables filled in) and for each managed
  /// policy.
  public static List<String> allowed(Reader reader, Target target, List<Permission> permissions) {
    List<String> policies =
        switch (target) {
          case Target.AccessRole role -> role.policies();
          case Target.ExistingRole _ -> List.of();
        };
    return Stream.concat(
            permissions.stream().map(permission -> sentence(reader, target, permission)),
            policies.stream()
                .map(
                    policy ->
                        reader.subject
                            + " may do what "
                            + policy
                            + " allows, as far as the role does."))
        .toList();
  }

  /// Returns what it does not allow, addressed to the requester.
  public static List<String> notAllowed(Target target, Instant until) {
    return notAllowed(Reader.REQUESTER, target, Optional.of(until));
  }

  /// Returns what it does not allow, and when it ends.
  ///
  /// @param until the end; empty when it was never given and will not be
  public static List<String> notAllowed(Reader reader, Target target, Optional<Instant> until) {
    List<String> sentences = new ArrayList<>();
    switch (target) {
      case Target.AccessRole _ -> {
        sentences.add(
            reader.subject
                + " may not call any other action nor reach any other resource, whatever else the"
                + " role allows.");
        sentences.add(
            reader.subject
                + " may not change IAM, nor pass or assume roles: the account's boundary forbids"
                + " it.");
        until.ifPresent(end -> sentences.add("From " + end + " on every call is refused."));
      }
      case Target.ExistingRole(String role) -> {
        sentences.add(
            "The role " + role + " gets nothing else by this; what it may do already stays.");
        until.ifPresent(end -> sentences.add("From " + end + " on none of this is allowed."));
      }
    }
    return List.copyOf(sentences);
  }

  /// Returns what remains after the end and cannot be ended, one sentence for each kind, with the
  /// actions of `permissions` that cause it; empty when nothing remains.
  ///
  /// Examples are open streams and connections, signed links, logins to other systems, and code
  /// that runs with another role's rights. Actions count whether they are named or covered by `*`.
  /// Actions that sessions are denied ([ActionDecision#denied]) are left out. The actions of
  /// managed policies are not known; a sentence says so.
  public static List<String> remains(Target target, List<Permission> permissions) {
    Map<String, SortedSet<String>> actions = new LinkedHashMap<>();
    permissions.stream()
        .flatMap(permission -> permission.actions().stream())
        .flatMap(action -> ActionDecisions.get().covered(action).stream())
        .filter(decision -> decision.verdict() == ActionDecision.Verdict.TELL)
        .forEach(
            decision ->
                actions
                    .computeIfAbsent(decision.reason(), _ -> new TreeSet<>())
                    .add(decision.action()));
    List<String> sentences = new ArrayList<>();
    actions.forEach(
        (reason, names) ->
            sentences.add(reason.replace("{action}", list(List.copyOf(names), "or"))));
    switch (target) {
      case Target.AccessRole role ->
          role.policies()
              .forEach(
                  policy ->
                      sentences.add(
                          "After the end, what was started by an action that "
                              + policy
                              + " allows may go on: Tidegate does not know which those are."));
      case Target.ExistingRole _ -> {}
    }
    return sentences;
  }

  private static String sentence(Reader reader, Target target, Permission permission) {
    String who =
        switch (target) {
          case Target.AccessRole _ -> reader.subject + " may";
          case Target.ExistingRole(String role) -> "The role " + role + " may";
        };
    String conditions =
        permission.conditions().stream()
            .map(PermissionDescription::words)
            .collect(Collectors.joining());
    return who
        + " call "
        + list(permission.actions(), "and")
        + " on "
        + list(permission.resources(), "and")
        + conditions
        + ".";
  }

  private static String words(Permission.Restriction condition) {
    return ", if "
        + condition.key()
        + " is "
        + list(condition.values(), "or")
        + " ("
        + condition.operator()
        + ")";
  }

  private static String list(List<String> items, String word) {
    return items.size() == 1
        ? items.getFirst()
        : String.join(", ", items.subList(0, items.size() - 1))
            + " "
            + word
            + " "
            + items.getLast();
  }
}
