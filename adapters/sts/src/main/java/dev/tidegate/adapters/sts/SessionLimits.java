package dev.tidegate.adapters.sts;

import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.fault.Fault;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks the limits of `AssumeRole` that [SessionSpec] does not check itself. Exceeding one is a
/// bug in Tidegate. [AWS: STS AssumeRole; IAM UG, "Pass session tags in AWS STS"]
final class SessionLimits {
  private static final int TAGS = 50;
  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
  private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");
  private static final Pattern POLICY = Pattern.compile("[\\x09\\x0A\\x0D\\x20-\\xFF]+");

  private SessionLimits() {}

  static void check(SessionSpec spec) {
    if (!POLICY.matcher(spec.policy()).matches()) {
      throw broken("the session policy holds a character beyond Latin-1");
    }
    if (spec.tags().size() >= TAGS) {
      throw broken("more than " + TAGS + " session tags");
    }
    Set<String> keys = new HashSet<>();
    keys.add(StsSessionIssuer.GRANT_TAG.toLowerCase(Locale.ROOT));
    for (Map.Entry<String, String> tag : spec.tags().entrySet()) {
      String key = tag.getKey().toLowerCase(Locale.ROOT);
      if (!KEY.matcher(tag.getKey()).matches() || key.startsWith("aws:") || !keys.add(key)) {
        throw broken("the session tag key '" + tag.getKey() + "' is not one, or is there twice");
      }
      if (!VALUE.matcher(tag.getValue()).matches()) {
        throw broken("the value of the session tag '" + tag.getKey() + "' does not fit");
      }
    }
    if (spec.requester().value().toLowerCase(Locale.ROOT).startsWith("aws:")) {
      throw broken("a source identity must not start with aws:");
    }
  }

  private static Fault broken(String what) {
    return new Fault(Fault.Kind.BROKEN, "sts:AssumeRole not sent: " + what);
  }
}
