package dev.tidegate.adapters.signin;

import dev.tidegate.core.entitlement.Account;
import java.net.URI;

/// The hosts of sign-in and of the console, by the account's partition. The sign-in host of aws-cn
/// is not confirmed by an AWS page. [AWS: General Reference, "AWS Sign-In endpoints and quotas"]
final class Hosts {
  private Hosts() {}

  static URI federation(Account account) {
    String host =
        switch (account.partition()) {
          case "aws-us-gov" ->
              account.region().equals("us-gov-east-1")
                  ? "us-gov-east-1.signin.amazonaws-us-gov.com"
                  : "signin.amazonaws-us-gov.com";
          case "aws-cn" -> "signin.amazonaws.cn";
          default -> account.region() + ".signin.aws.amazon.com";
        };
    return URI.create("https://" + host + "/federation");
  }

  static URI console(Account account) {
    String host =
        switch (account.partition()) {
          case "aws-us-gov" -> "console.amazonaws-us-gov.com";
          case "aws-cn" -> "console.amazonaws.cn";
          default -> account.region() + ".console.aws.amazon.com";
        };
    return URI.create("https://" + host + "/console/home?region=" + account.region());
  }
}
