package dev.tidegate.core.access;

import dev.tidegate.core.digest.HashInput;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/// The name of an inline policy that Tidegate puts on a role of a target account. A name says what
/// the policy is for, and which grant it belongs to.
///
/// [#parse] reads exactly what [#text] writes: every name that it accepts is written back letter by
/// letter, so whoever finds a policy can remove it by the name it was read from. All names are
/// shorter than the 128 characters that IAM allows. [AWS: IAM, PutRolePolicy]
public sealed interface InlinePolicyName {
  /// Returns the name as IAM has it.
  String text();

  /// Reads the name of an inline policy; nothing when it does not begin like one of Tidegate's, so
  /// that the policy is none of its business.
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
  /// @param until from when on it can be removed: a whole second, from 1970 on, of 12 digits at
  ///   most
  /// @param hash 16 hexadecimal digits in lower case, of what the policy says
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

    /// Names the policy that says `document` and can be removed from `until` on.
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
  /// instant, which the policy itself says; the fallback when there is no room for anything better.
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

  /// A name that begins like one of Tidegate's, and that Tidegate does not give: somebody else put
  /// the policy there.
  record Unknown(String text) implements InlinePolicyName {}
}
