package dev.tidegate.local.demo;

import dev.tidegate.local.LocalAws;
import dev.tidegate.local.LocalAwsException;
import dev.tidegate.local.Outputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// The last part of the demo: the record is signed, exported, and verified from the file alone;
/// then somebody changes one word of the file.
final class RecordStory {
  private static final int BROKEN = 14;
  private static final String FILE = "record.jsonl";
  private static final String KEY = "checkpoints.pem";

  private final LocalAws aws;
  private final Narrator say;
  private final Person carol;

  RecordStory(LocalAws aws, Path program, Narrator say) {
    this.aws = aws;
    this.say = say;
    this.carol = new Person("carol", program, aws.runFolder(), say);
  }

  void tell(Outputs stack, Instant from) {
    say.step("Carol (tidegate-security) hands the record to an auditor");
    carol.signIn(stack);
    sign(stack);
    say.fact("`checkpoints` has signed what is closed, as it does every five minutes");
    Person.Result key = carol.types("audit", "key").orFail();
    write(KEY, key.out());
    carol.types("audit", "export", "--from", from.toString(), "--output", FILE).orFail();
    carol.types("audit", "verify", FILE, "--key", KEY).orFail();
    String whole = read();
    String changed = whole.replaceFirst("orders are stuck", "orders are fine");
    if (changed.equals(whole)) {
      throw new LocalAwsException("The reason of the first request is not in the record.");
    }
    write(FILE, changed);
    say.fact("somebody changes one word of the file, in the reason of the first request");
    Person.Result found = carol.types("audit", "verify", FILE, "--key", KEY);
    if (found.exit() != BROKEN) {
      throw new LocalAwsException("A changed word was not found; it ended with " + found.exit());
    }
  }

  /// Runs the checkpoint, which EventBridge does every five minutes.
  private void sign(Outputs stack) {
    try (LambdaClient lambda =
        aws.clients().of(LambdaClient.builder(), aws.clients().root(LocalAws.BROKER_ACCOUNT))) {
      InvokeResponse answer =
          lambda.invoke(
              r ->
                  r.functionName(stack.get("function.checkpoints"))
                      .payload(SdkBytes.fromUtf8String("{}")));
      if (answer.functionError() != null) {
        throw new LocalAwsException("checkpoints: " + answer.payload().asUtf8String());
      }
    }
  }

  private String read() {
    try {
      return Files.readString(carol.folder().resolve(FILE));
    } catch (IOException e) {
      throw new LocalAwsException("Cannot read " + FILE + ".", e);
    }
  }

  private void write(String name, String text) {
    try {
      Files.writeString(carol.folder().resolve(name), text);
    } catch (IOException e) {
      throw new LocalAwsException("Cannot write " + name + ".", e);
    }
  }
}
