package dev.tidegate.functions.activity;

import java.util.Map;
import java.util.regex.Pattern;

/// Maps the API names in CloudTrail to IAM's action names; most are the same.
///
/// It lists the differences for services that entitlements commonly use. Any other difference shows
/// up as an action that no granted action covers, and never hides an action.
final class IamNames {
  private static final String ENDPOINT = ".amazonaws.com";

  /// The API version at the end of event names of Lambda. [AWS: Lambda DG, "Logging Lambda API
  /// calls"]
  private static final Pattern VERSION = Pattern.compile("20\\d{6}(v\\d+)?$");

  private static final Map<String, String> SERVICES =
      Map.of(
          "monitoring", "cloudwatch",
          "email", "ses",
          "tagging", "tag",
          "streams.dynamodb", "dynamodb");

  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          Map.entry("lambda:Invoke", "lambda:InvokeFunction"),
          Map.entry("s3:ListBuckets", "s3:ListAllMyBuckets"),
          Map.entry("s3:ListObjects", "s3:ListBucket"),
          Map.entry("s3:ListObjectsV2", "s3:ListBucket"),
          Map.entry("s3:ListObjectVersions", "s3:ListBucketVersions"),
          Map.entry("s3:HeadBucket", "s3:ListBucket"),
          Map.entry("s3:HeadObject", "s3:GetObject"),
          Map.entry("s3:CopyObject", "s3:PutObject"),
          Map.entry("s3:DeleteObjects", "s3:DeleteObject"),
          Map.entry("s3:CreateMultipartUpload", "s3:PutObject"),
          Map.entry("s3:UploadPart", "s3:PutObject"),
          Map.entry("s3:CompleteMultipartUpload", "s3:PutObject"),
          Map.entry("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"),
          Map.entry("s3:GetBucketLifecycle", "s3:GetLifecycleConfiguration"),
          Map.entry("s3:GetBucketReplication", "s3:GetReplicationConfiguration"));

  private IamNames() {}

  /// Returns the action, such as `dynamodb:GetItem`.
  static String action(String eventSource, String eventName) {
    String host =
        eventSource.endsWith(ENDPOINT)
            ? eventSource.substring(0, eventSource.length() - ENDPOINT.length())
            : eventSource;
    String service = SERVICES.getOrDefault(host, host);
    String name =
        service.equals("lambda") ? VERSION.matcher(eventName).replaceFirst("") : eventName;
    return ACTIONS.getOrDefault(service + ":" + name, service + ":" + name);
  }
}
