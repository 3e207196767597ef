package dev.tidegate.adapters.policydoc;

import dev.tidegate.core.access.Samples;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.golden.GoldenFolder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Session policies and temporary policies: an approver's hash covers what they come from, and a
/// temporary policy is compared with what a grant gives.
class GoldenPoliciesTest {
  private static final Instant END = Samples.T0.plusSeconds(3600);

  @Test
  void policiesAreWrittenAsTheyWere() {
    GoldenFolder golden = new GoldenFolder("policies");
    IamPolicyDocuments documents = new IamPolicyDocuments();
    List<Permission> many =
        List.of(
            new Permission(
                List.of("s3:GetObject", "s3:ListBucket"),
                List.of("arn:aws:s3:::orders/${aws:username}/\"é\"", "arn:aws:s3:::orders"),
                List.of(
                    new Permission.Restriction("StringLike", "s3:prefix", List.of("a*", "b?")),
                    new Permission.Restriction(
                        "DateLessThan",
                        "aws:CurrentTime",
                        List.of(END.minusSeconds(600).toString())))));
    golden.add("policies.txt", "session", documents.session(Samples.permissions(), END));
    golden.add("policies.txt", "session of nothing", documents.session(List.of(), END));
    golden.add("policies.txt", "session with a date of its own", documents.session(many, END));
    golden.add("policies.txt", "temporary", documents.temporary(Samples.permissions(), END));
    golden.add("policies.txt", "temporary with a date of its own", documents.temporary(many, END));
    golden.check();
  }
}
