package dev.tidegate.core.access;

import dev.tidegate.core.digest.HashInput;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/// The name of an inline policy that Tidegate puts on a role of a target account. It tells the
/// policy's purpose, and the grant that it belongs to.
///
/// [#parse] accepts exactly what [#text] writes, so a policy can be removed by the name that it was
/// parsed from. All names are shorter than the 128 characters that IAM allows. [AWS: IAM,
/// PutRolePolicy]
public sealed interface InlinePolicyName {
  /// Returns the name in IAM.
  String text();

  /// Parses the name of an inline policy; empty when it does not begin like one of Tidegate's, so
  /// that the policy does not concern it.
  static Optional<InlinePolicyName> parse(String text) {
    if (text.equals(RoleWideRevocation.TEXT)) {
      return Optional.of(new RoleWideRevocation());
    }
    if (text.equals(RevocationReserve.TEXT)) {
      return Optional.of(new RevocationReserve());
    }
    if (text.startsWith(PackedRevocations.PREFIX)) {
      return Optional.of(PackedRevocations.read(text));
    }
    if (text.startsWith(Revocation.PREFIX)) {
      String grant = text.substring(Revocation.PREFIX.length());
      return Optional.of(
          GrantId.matches(grant) ? new Revocation(new GrantId(grant)) : new Unknown(text));
    }
    if (text.startsWith(Temporary.PREFIX)) {
      String grant = text.substring(Temporary.PREFIX.length());
      return Optional.of(
          GrantId.matches(grant) ? new Temporary(new GrantId(grant)) : new Unknown(text));
    }
    return Optional.empty();
  }

  /// `Tidegate-<grant>`: gives a grant to a role that already exists.
  record Temporary(GrantId grant) implements InlinePolicyName {
    private static final String PREFIX = "Tidegate-";

    @Override
    public String text() {
      return PREFIX + grant.text();
    }
  }

  /// `TidegateDeny-<grant>`: denies everything to the sessions of one grant.
  record Revocation(GrantId grant) implements InlinePolicyName {
    private static final String PREFIX = "TidegateDeny-";

    @Override
    public String text() {
      return PREFIX + grant.text();
    }
  }

  /// `TidegateDenies-<epoch second>-<hash>`: denies everything to the sessions of several grants,
  /// for roles on which there is no room for a policy for each. Policies of different content have
  /// different names, so none replaces another.
  ///
  /// @param until the time from which it can be removed: a whole second, from 1970 on, of at most
  ///   12 digits
  /// @param hash 16 lower-case hexadecimal digits of the hash of the policy
  record PackedRevocations(Instant until, String hash) implements InlinePolicyName {
    private static final String PREFIX = "TidegateDenies-";
    private static final int HASH = 16;
    private static final long LATEST = 999_999_999_999L;

    public PackedRevocations {
      long second = until.getEpochSecond();
      if (until.getNano() != 0 || second < 0 || second > LATEST || !hex(hash)) {
        throw new IllegalArgumentException("a whole second since 1970 and a hash expected");
      }
    }

    /// Returns the name of the policy with this document that can be removed from `until` on.
    public static PackedRevocations of(Instant until, String document) {
      return new PackedRevocations(until, new HashInput().add(document).hex().substring(0, HASH));
    }

    @Override
    public String text() {
      return PREFIX + until.getEpochSecond() + "-" + hash;
    }

    private static InlinePolicyName read(String text) {
      int dash = text.length() - HASH - 1;
      if (dash <= PREFIX.length() || text.charAt(dash) != '-') {
        return new Unknown(text);
      }
      String second = text.substring(PREFIX.length(), dash);
      String hash = text.substring(dash + 1);
      boolean canonical =
          second.length() <= 12
              && second.chars().allMatch(c -> c >= '0' && c <= '9')
              && (second.length() == 1 || second.charAt(0) != '0');
      return canonical && hex(hash)
          ? new PackedRevocations(Instant.ofEpochSecond(Long.parseLong(second)), hash)
          : new Unknown(text);
    }

    private static boolean hex(String hash) {
      return hash.length() == HASH
          && IntStream.range(0, HASH)
              .allMatch(i -> "0123456789abcdef".indexOf(hash.charAt(i)) >= 0);
    }
  }

  /// `TidegateCut`: denies everything to every session of the role that was issued before an
  /// instant, which is in the policy; the fallback when there is no room for a narrower Deny.
  record RoleWideRevocation() implements InlinePolicyName {
    private static final String TEXT = "TidegateCut";

    @Override
    public String text() {
      return TEXT;
    }
  }

  /// `TidegateReserve`: denies nothing that exists, and keeps room for a [RoleWideRevocation].
  record RevocationReserve() implements InlinePolicyName {
    private static final String TEXT = "TidegateReserve";

    @Override
    public String text() {
      return TEXT;
    }
  }

  /// A name that begins like one of Tidegate's but that Tidegate does not use: somebody else
  /// created the policy.
  record Unknown(String text) implements InlinePolicyName {}
}
