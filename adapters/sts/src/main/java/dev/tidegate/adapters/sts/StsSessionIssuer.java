package dev.tidegate.adapters.sts;

import dev.tidegate.adapters.aws.Attempt;
import dev.tidegate.adapters.aws.AwsFaults;
import dev.tidegate.core.access.Credentials;
import dev.tidegate.core.access.SessionSpec;
import dev.tidegate.core.access.grant.SessionIssuer;
import dev.tidegate.core.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.PackedPolicyTooLargeException;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/// Assumes access roles: one `AssumeRole` for each session.
///
/// The session name is the grant id, the source identity is the requester, and the tag [#GRANT_TAG]
/// holds the grant id. That tag is transitive, and so is [SessionSpec#ISSUED] when it is among the
/// tags. A retry by the client may create a second session of the same name. Sessions are recorded
/// before they are requested, so a revocation covers both. Input that STS would refuse as malformed
/// is refused here before anything is sent, since emulators do not always refuse it. [AWS: STS
/// AssumeRole; IAM UG, "Pass session tags in AWS STS"]
///
/// The longest session is requested without `DurationSeconds`, since STS then gives 3600 s: the
/// federation endpoint refuses console sign-in for a session that a role requested with
/// `DurationSeconds`. [AWS: IAM UG, "Enable custom identity broker access to the AWS console"]
public final class StsSessionIssuer implements SessionIssuer {
  /// The transitive session tag that carries the grant id.
  public static final String GRANT_TAG = "TidegateGrant";

  private static final Pattern PERCENT = Pattern.compile("(\\d+)\\s?%");

  private final StsClient sts;

  /// Takes a client of the broker's own region, because a regional endpoint does not depend on
  /// other regions.
  public StsSessionIssuer(StsClient sts) {
    this.sts = sts;
  }

  @Override
  public Outcome issue(SessionSpec spec) {
    SessionLimits.check(spec);
    Partitions.check(spec.account(), sts);
    String call = "sts:AssumeRole of " + roleArn(spec);
    return switch (AwsFaults.STANDARD.attempt(call, () -> assumed(spec))) {
      case Attempt.Answered<Outcome>(Outcome outcome) -> outcome;
      case Attempt.Denied<Outcome> denied when denied.lacksRight() ->
          new Outcome.NotPrepared(String.valueOf(denied.fault().getMessage()));
      case Attempt.Denied<Outcome> denied -> throw denied.fault();
    };
  }

  private Outcome assumed(SessionSpec spec) {
    try {
      return outcome(sts.assumeRole(request(spec)));
    } catch (PackedPolicyTooLargeException tooLarge) {
      return new Outcome.TooPacked(figure(tooLarge.awsErrorDetails().errorMessage()));
    }
  }

  private static AssumeRoleRequest request(SessionSpec spec) {
    List<Tag> tags = new ArrayList<>();
    tags.add(tag(GRANT_TAG, spec.grant().text()));
    spec.tags().forEach((key, value) -> tags.add(tag(key, value)));
    AssumeRoleRequest.Builder request = AssumeRoleRequest.builder();
    if (!spec.managedPolicies().isEmpty()) {
      request.policyArns(policies(spec));
    }
    if (!spec.lifetime().equals(SessionSpec.LONGEST)) {
      request.durationSeconds(Math.toIntExact(spec.lifetime().toSeconds()));
    }
    return request
        .roleArn(roleArn(spec))
        .roleSessionName(spec.grant().text())
        .sourceIdentity(spec.requester().value())
        .externalId(spec.account().externalId())
        .policy(spec.policy())
        .tags(tags)
        .transitiveTagKeys(transitive(spec))
        .build();
  }

  private static List<String> transitive(SessionSpec spec) {
    return spec.tags().containsKey(SessionSpec.ISSUED)
        ? List.of(GRANT_TAG, SessionSpec.ISSUED)
        : List.of(GRANT_TAG);
  }

  private static List<PolicyDescriptorType> policies(SessionSpec spec) {
    return spec.managedPolicies().stream()
        .map(arn -> PolicyDescriptorType.builder().arn(arn).build())
        .toList();
  }

  private static Outcome outcome(AssumeRoleResponse response) {
    int packed = response.packedPolicySize() == null ? 0 : response.packedPolicySize();
    if (packed > 100) {
      return new Outcome.TooPacked(figure(packed + " %"));
    }
    software.amazon.awssdk.services.sts.model.Credentials issued = response.credentials();
    if (issued == null) {
      throw new Fault(Fault.Kind.BROKEN, "sts:AssumeRole: an answer without credentials");
    }
    return new Outcome.Issued(
        new Credentials(
            issued.accessKeyId(),
            issued.secretAccessKey(),
            issued.sessionToken(),
            issued.expiration()),
        packed);
  }

  private static String figure(String text) {
    Matcher percent = PERCENT.matcher(text);
    return "policy and tags together take "
        + (percent.find() ? percent.group(1) + " %" : "more than 100 %")
        + " of the packed size that a session has";
  }

  private static String roleArn(SessionSpec spec) {
    return spec.account().roleArn(spec.roleName());
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
