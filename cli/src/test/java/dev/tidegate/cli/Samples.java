package dev.tidegate.cli;

/// Answers of the API in the form that docs/designs/0001-shape.md fixes.
final class Samples {
  static final String CREDENTIALS =
      """
      {"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"secret/key+1","SessionToken":"session-token==",
       "Expiration":"2026-03-03T12:00:00Z"}\
      """;

  private Samples() {}

  static String pending() {
    return request("Pending", "", "\"given\":0", "");
  }

  static String approved(String grantState) {
    return request(
        "Approved",
        """
        "grant":{"id":"g-0123456789abcdef","state":"%s","startsAt":"2026-03-03T11:00:00Z","endsAt":"2026-03-03T11:43:30Z","sessions":1},\
        """
            .formatted(grantState),
        "\"given\":1",
        """
        {"reviewer":{"id":"iss|bob","label":"bob"},"verdict":"approve","at":"2026-03-03T10:59:00Z","comment":"go"}\
        """);
  }

  /// @param more the state of what is owed
  static String brokenGlass(String more) {
    return request(
        "Approved",
        """
        "breakGlass":true,"afterReview":{"groups":["security"],"deadline":"2026-03-03T11:43:30Z",%s},\
        """
            .formatted(more),
        "\"given\":0",
        "");
  }

  /// The same with what the access would allow, as `show` and the lists have it.
  static String inWords(String request) {
    return request.replace(
        "\"requester\"",
        """
        "kind":"session","description":"Read one table of the orders service, and the names of all others, which the console lists",
        "until":"2026-03-03T11:45:00Z","owed":"answer",
        "allows":["They may call dynamodb:GetItem and dynamodb:Query on arn:aws:dynamodb:eu-central-1:222222222222:table/orders, if aws:SecureTransport is true (Bool).","They may call dynamodb:ListTables on *."],
        "denies":["They may not change IAM, nor pass or assume roles: the account's boundary forbids it.","From 2026-03-03T11:45:00Z on every call is refused."],
        "requester\"\
        """);
  }

  static String answered(String state) {
    return request(state, "", "\"given\":0", "");
  }

  static String request(String state, String grant, String given, String review) {
    return """
    {"id":"r-0123456789abcdef","hash":"%s","state":"%s","entitlement":"orders-table-read","account":"orders-prod",
     "parameters":{"table":"orders"},"duration":"45m","use":"incident","ticket":"OPS-123","reason":"orders fail",
     "requester":{"id":"iss|alice","label":"alice"},"submittedAt":"2026-03-03T10:56:00Z","answerBy":"2026-03-03T11:43:30Z",
     "decision":{"outcome":"NeedsApproval","policy":"%s","rules":["orders-dev-read"],
       "reasons":[{"rule":"orders-dev-read","condition":"group","met":true,"text":"you are in orders-dev"}],
       "approvals":[{"name":"leads","groups":["orders-leads","sre"],"needed":1,%s}]},
     "reviews":[%s],%s
     "events":[{"seq":1,"at":"2026-03-03T10:56:00Z","type":"request.submitted","actor":{"id":"iss|alice","label":"alice"},
       "details":{"rule":"orders-dev-read"},"prev":"%s","hash":"%s"}]}\
    """
        .formatted(
            World.HASH,
            state,
            "f".repeat(64),
            given,
            review,
            grant,
            "0".repeat(64),
            "e".repeat(64));
  }

  static String problem(String code, int status, String more) {
    return """
    {"type":"urn:tidegate:problem:%s","title":"Title of %s.","status":%d,"detail":"Detail of it.","code":"%s"%s}\
    """
        .formatted(code, code, status, code, more);
  }
}
