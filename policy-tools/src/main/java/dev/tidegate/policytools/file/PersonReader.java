package dev.tidegate.policytools.file;

import dev.tidegate.adapters.policyfile.CommonReaders;
import dev.tidegate.adapters.policyfile.YamlMapping;
import dev.tidegate.adapters.policyfile.YamlValue;
import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.principal.CallContext;
import dev.tidegate.core.principal.Group;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.principal.PrincipalId;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the people of tests and directories.
final class PersonReader {
  private static final int MOST_CLAIMS = 50;
  private static final String NOWHERE = "directory";

  private PersonReader() {}

  /// Reads a person of a directory. Without an identity, the name in the file is used instead.
  static Optional<Principal> known(Name name, YamlValue at) {
    YamlMapping fields = at.fields("issuer", "subject", "groups");
    Optional<String> issuer = fields.get("issuer").flatMap(YamlValue::text);
    Optional<String> subject = fields.get("subject").flatMap(YamlValue::text);
    SortedSet<Group> groups =
        fields.get("groups").map(PersonReader::groups).orElse(new TreeSet<>());
    return Optional.of(
        new Principal(
            new PrincipalId(
                issuer.filter(text -> !text.isBlank() && text.indexOf('|') < 0).orElse(NOWHERE),
                subject.filter(text -> !text.isBlank()).orElse(name.text())),
            name.text(),
            groups));
  }

  static SortedSet<Group> groups(YamlValue at) {
    return new TreeSet<>(at.distinct(CommonReaders.MOST_GROUPS, CommonReaders::group));
  }

  /// Reads the context of a call; `mfa` is the time between the sign-in and the call.
  static CallContext call(YamlMapping fields, Instant at) {
    Optional<AccessDuration> signedIn = fields.get("mfa").flatMap(CommonReaders::span);
    Optional<InetAddress> source = fields.get("network").flatMap(PersonReader::address);
    SortedMap<String, SortedSet<String>> claims = new TreeMap<>();
    fields
        .get("claims")
        .ifPresent(
            all ->
                all.entries(MOST_CLAIMS)
                    .forEach(
                        (name, values) ->
                            claims.put(
                                name,
                                new TreeSet<>(values.distinct(MOST_CLAIMS, YamlValue::text)))));
    return new CallContext(
        at, signedIn.isPresent(), signedIn.map(span -> at.minus(span.length())), source, claims);
  }

  private static Optional<InetAddress> address(YamlValue at) {
    return at.text(
        "an address such as 10.0.0.7",
        text -> {
          try {
            return Optional.of(InetAddress.ofLiteral(text));
          } catch (IllegalArgumentException e) {
            return Optional.empty();
          }
        });
  }

  static Principal anonymous(SortedSet<Group> groups) {
    return new Principal(new PrincipalId(NOWHERE, "somebody"), "somebody", groups);
  }
}
