package dev.tidegate.core.entitlement;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which IAM actions a permission may name: `service:Action`, where the action may end in one `*`,
/// and nothing that outlives a grant.
///
/// An action outlives a grant when what it makes still opens a door after the grant has ended: an
/// identity, a credential, a policy on a resource, a trail that no longer records. A name that ends
/// in `*` is refused when it covers one of those. The boundary of `infrastructure/target-account`
/// denies the same to sessions; for temporary policies this check stands alone.
public final class Actions {
  /// What a message tells people to write.
  public static final String EXPECTED =
      "an action such as dynamodb:GetItem or dynamodb:Get* (service:Action, '*' only at the end)";

  private static final Pattern ACTION =
      Pattern.compile("([a-z0-9-]{2,40}):([A-Za-z0-9]{0,64})([*]?)");

  /// Services of which nothing may be given.
  private static final Set<String> SERVICES =
      Set.of(
          "account",
          "identitystore",
          "organizations",
          "ram",
          "rolesanywhere",
          "signin",
          "sso",
          "sso-directory");

  /// Services of which only actions that begin like this may be given.
  private static final Map<String, Set<String>> READ_ONLY =
      Map.of(
          "cloudtrail", Set.of("describe", "get", "list", "lookup"),
          "iam", Set.of("get", "list", "simulate", "generate"));

  /// Single actions that may not be given.
  private static final Map<String, Set<String>> SINGLE =
      Map.ofEntries(
          Map.entry(
              "sts",
              Set.of(
                  "assumerole",
                  "assumerolewithsaml",
                  "assumerolewithwebidentity",
                  "assumeroot",
                  "getfederationtoken",
                  "getservicebearertoken",
                  "getsessiontoken",
                  "getwebidentitytoken")),
          Map.entry("codeartifact", Set.of("getauthorizationtoken")),
          Map.entry("dynamodb", Set.of("putresourcepolicy")),
          Map.entry("ecr", Set.of("getauthorizationtoken", "setrepositorypolicy")),
          Map.entry("ecr-public", Set.of("getauthorizationtoken", "setrepositorypolicy")),
          Map.entry(
              "eks",
              Set.of("associateaccesspolicy", "createaccessentry", "createpodidentityassociation")),
          Map.entry("kinesis", Set.of("putresourcepolicy")),
          Map.entry("kms", Set.of("creategrant", "putkeypolicy")),
          Map.entry(
              "lambda",
              Set.of(
                  "addlayerversionpermission",
                  "addpermission",
                  "createfunctionurlconfig",
                  "updatefunctionurlconfig")),
          Map.entry("logs", Set.of("putresourcepolicy")),
          Map.entry(
              "s3",
              Set.of(
                  "putaccesspointpolicy",
                  "putbucketacl",
                  "putbucketpolicy",
                  "putbucketpublicaccessblock",
                  "putobjectacl")),
          Map.entry("secretsmanager", Set.of("putresourcepolicy")),
          Map.entry("sns", Set.of("addpermission", "settopicattributes")),
          Map.entry("sqs", Set.of("addpermission", "setqueueattributes")),
          Map.entry("ssm", Set.of("createactivation", "putresourcepolicy")));

  private Actions() {}

  /// Says whether `text` looks like an action.
  public static boolean wellFormed(String text) {
    Matcher matcher = ACTION.matcher(text);
    return matcher.matches() && matcher.group(2).length() + matcher.group(3).length() > 0;
  }

  /// Returns the action that outlives a grant and that the well-formed `text` is or covers, in
  /// lower case; nothing when there is none.
  public static Optional<String> outliving(String text) {
    Matcher matcher = ACTION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String service = matcher.group(1);
    String action = matcher.group(2).toLowerCase(Locale.ROOT);
    boolean open = !matcher.group(3).isEmpty();
    if (SERVICES.contains(service)) {
      return Optional.of(service + ":*");
    }
    if (READ_ONLY.containsKey(service)) {
      return READ_ONLY.get(service).stream().anyMatch(action::startsWith)
          ? Optional.empty()
          : Optional.of(service + ":" + action + (open ? "*" : ""));
    }
    return SINGLE.getOrDefault(service, Set.of()).stream()
        .filter(one -> open ? one.startsWith(action) : one.equals(action))
        .sorted()
        .findFirst()
        .map(one -> service + ":" + one);
  }
}
