package dev.tidegate.cli.command.policy;

import dev.tidegate.cli.command.request.RequestOptions;
import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.RequestedAccess;
import dev.tidegate.core.entitlement.Use;
import dev.tidegate.core.principal.CallContext;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import dev.tidegate.policytools.KnownPeople;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/// The options that say who makes a request to a policy file, and when, from where and with which
/// sign-in.
public final class CallerOptions {
  @Option(
      names = "--person",
      paramLabel = "NAME",
      description = "Who asks: somebody of the file given by --people.")
  Optional<String> person = Optional.empty();

  @Option(
      names = {"-g", "--group"},
      paramLabel = "GROUP",
      description = "Who asks: somebody in this group. May be given several times.")
  List<String> groups = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When, for example 2026-03-02T10:00:00Z (default: now).")
  Optional<String> at = Optional.empty();

  @Option(
      names = "--mfa",
      paramLabel = "AGE",
      description = "They signed in with a second factor, this long before, for example 10m.")
  Optional<String> mfa = Optional.empty();

  @Option(
      names = "--network",
      paramLabel = "ADDRESS",
      description = "They call from this address, for example 203.0.113.9.")
  Optional<String> network = Optional.empty();

  @Option(
      names = "--claim",
      paramLabel = "NAME=VALUE",
      description = "Their token has this claim. May be given several times.")
  List<String> claims = new ArrayList<>();

  Instant when(Instant now) {
    return at.map(text -> instant("--at", text)).orElse(now);
  }

  Principal who(Optional<KnownPeople> directory, Instant when) {
    CallContext call =
        new CallContext(
            when,
            mfa.isPresent(),
            mfa.map(age -> when.minus(span("--mfa", age).length())),
            network.map(CallerOptions::address),
            claims());
    if (person.isPresent() == !groups.isEmpty()) {
      throw CommandFailure.of(
          ExitCode.USAGE, "Say who asks: --person with --people, or one or more --group.");
    }
    return person
        .map(name -> known(directory, name))
        .orElseGet(() -> new Principal(new PrincipalId("file", "somebody"), "somebody", inGroups()))
        .in(call);
  }

  private static Principal known(Optional<KnownPeople> directory, String name) {
    return directory.map(KnownPeople::people).orElse(List.of()).stream()
        .filter(one -> one.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.of(
                    ExitCode.NOT_FOUND, "Nobody is called " + name + " in the file of --people."));
  }

  private SortedSet<Group> inGroups() {
    SortedSet<Group> in = new TreeSet<>();
    for (String name : groups) {
      if (!Group.valid(name)) {
        throw CommandFailure.of(
            ExitCode.USAGE, "--group is the name of a group, not '" + name + "'.");
      }
      in.add(new Group(name));
    }
    return in;
  }

  private SortedMap<String, SortedSet<String>> claims() {
    SortedMap<String, SortedSet<String>> all = new TreeMap<>();
    for (String claim : claims) {
      int equals = claim.indexOf('=');
      if (equals < 1) {
        throw CommandFailure.of(
            ExitCode.USAGE, "--claim is NAME=VALUE, for example --claim oncall=orders.");
      }
      all.computeIfAbsent(claim.substring(0, equals), name -> new TreeSet<>())
          .add(claim.substring(equals + 1));
    }
    return all;
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      throw CommandFailure.of(ExitCode.USAGE, "--network is an address such as 203.0.113.9.");
    }
  }

  /// Returns the requested access as the policy sees it; what only people read, such as the reason,
  /// may be missing.
  static RequestedAccess ask(String entitlement, RequestOptions options) {
    SortedMap<Name, String> parameters = new TreeMap<>();
    options.named().forEach((name, value) -> parameters.put(name("--param", name), value));
    try {
      return new RequestedAccess(
          name("ENTITLEMENT", entitlement),
          parameters,
          span("--duration", options.duration.orElse("")),
          options
              .use
              .flatMap(Use::of)
              .orElseThrow(
                  () ->
                      CommandFailure.of(
                          ExitCode.USAGE,
                          "--use is incident, hotfix, performance or verification.")),
          options.ticket,
          options.reason.orElse("explain"),
          options.start.map(text -> instant("--start", text)),
          options.breakGlass);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.of(ExitCode.USAGE, "Not as expected: " + e.getMessage() + ".");
    }
  }

  private static Name name(String what, String text) {
    if (!Name.matches(text)) {
      throw CommandFailure.of(ExitCode.USAGE, what + " is " + Name.FORM + ".");
    }
    return new Name(text);
  }

  private static AccessDuration span(String option, String text) {
    return AccessDuration.parse(text)
        .orElseThrow(
            () -> CommandFailure.of(ExitCode.USAGE, option + " is " + AccessDuration.FORM + "."));
  }

  static Instant instant(String option, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw CommandFailure.of(ExitCode.USAGE, option + " is a time such as 2026-03-02T10:00:00Z.");
    }
  }
}
