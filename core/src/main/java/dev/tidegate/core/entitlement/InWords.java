package dev.tidegate.core.entitlement;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What access allows and what it does not, in sentences for whoever asks or approves.
public final class InWords {
  private InWords() {}

  /// Returns one sentence for each permission, whose variables are filled in, and one for each
  /// managed policy.
  public static List<String> allowed(Target target, List<Permission> permissions) {
    List<String> policies =
        switch (target) {
          case Target.AccessRole role -> role.policies();
          case Target.ExistingRole _ -> List.of();
        };
    return Stream.concat(
            permissions.stream().map(permission -> sentence(target, permission)),
            policies.stream()
                .map(policy -> "You may do what " + policy + " allows, as far as the role does."))
        .toList();
  }

  /// Returns what it does not allow, and from when on nothing is allowed.
  public static List<String> notAllowed(Target target, Instant until) {
    return switch (target) {
      case Target.AccessRole _ ->
          List.of(
              "You may not call any other action nor reach any other resource, whatever else the"
                  + " role allows.",
              "You may not change IAM, nor pass or assume roles: the account's boundary forbids"
                  + " it.",
              "From " + until + " on every call is refused.");
      case Target.ExistingRole(String role) ->
          List.of(
              "The role " + role + " gets nothing else by this; what it may do already stays.",
              "From " + until + " on none of this is allowed.");
    };
  }

  private static String sentence(Target target, Permission permission) {
    String who =
        switch (target) {
          case Target.AccessRole _ -> "You may";
          case Target.ExistingRole(String role) -> "The role " + role + " may";
        };
    String conditions =
        permission.conditions().stream().map(InWords::words).collect(Collectors.joining());
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
