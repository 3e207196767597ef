package dev.tidegate.adapters.sts;

import dev.tidegate.adapters.aws.Attempt;
import dev.tidegate.adapters.aws.AwsFaults;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.GrantTerms;
import dev.tidegate.core.access.grant.SessionProbe;
import dev.tidegate.core.principal.SourceIdentity;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.Tag;

/// Confirms a revocation: opens a new session under the grant's name and calls
/// `sts:GetAccessKeyInfo` for its own key, an action that changes nothing, reveals nothing new, and
/// is refused under a Deny on everything.
///
/// A refusal proves something only if a control call passes: the same session under a name that no
/// grant has must be allowed. If it is not, the access role grants the action to nobody, and the
/// result is unknown. Makes two to four calls; the credentials never leave this class.
public final class StsSessionProbe implements SessionProbe {
  private static final String ACTION = "sts:GetAccessKeyInfo";
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
          + "\"Action\":\""
          + ACTION
          + "\",\"Resource\":\"*\"}}";
  private static final int SECONDS = 900;

  /// The session name of the control call, which no grant has: a random id equals it with
  /// probability 2^-80.
  private static final GrantId NOBODYS = new GrantId("g-0000000000000000");

  private final StsClient sts;

  public StsSessionProbe(StsClient sts) {
    this.sts = sts;
  }

  @Override
  public Optional<Tried> tried() {
    return Optional.of(new Tried(ACTION, sts.serviceClientConfiguration().region().id()));
  }

  @Override
  public Result attempt(GrantTerms terms, SourceIdentity requester) {
    if (allowed(terms, terms.id(), requester)) {
      return Result.ALLOWED;
    }
    return allowed(terms, NOBODYS, requester) ? Result.REFUSED : Result.INCONCLUSIVE;
  }

  private boolean allowed(GrantTerms terms, GrantId name, SourceIdentity requester) {
    String role = terms.account().roleArn(terms.target().roleName());
    AssumeRoleResponse session =
        AwsFaults.STANDARD.translated(
            "sts:AssumeRole of " + role + " for a probe",
            () ->
                sts.assumeRole(
                    r ->
                        r.roleArn(role)
                            .roleSessionName(name.text())
                            .sourceIdentity(requester.value())
                            .externalId(terms.account().externalId())
                            .policy(POLICY)
                            .durationSeconds(SECONDS)
                            .tags(
                                Tag.builder()
                                    .key(StsSessionIssuer.GRANT_TAG)
                                    .value(name.text())
                                    .build())
                            .transitiveTagKeys(StsSessionIssuer.GRANT_TAG)));
    return mayAskAboutItself(session.credentials());
  }

  private boolean mayAskAboutItself(Credentials session) {
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    Attempt<GetAccessKeyInfoResponse> attempt =
        AwsFaults.STANDARD.attempt(
            "sts:GetAccessKeyInfo of a probe",
            () ->
                sts.getAccessKeyInfo(
                    r ->
                        r.accessKeyId(session.accessKeyId())
                            .overrideConfiguration(o -> o.credentialsProvider(credentials))));
    return switch (attempt) {
      case Attempt.Answered<GetAccessKeyInfoResponse> _ -> true;
      case Attempt.Denied<GetAccessKeyInfoResponse> denied when denied.forbidden() -> false;
      case Attempt.Denied<GetAccessKeyInfoResponse> denied -> throw denied.fault();
    };
  }
}
