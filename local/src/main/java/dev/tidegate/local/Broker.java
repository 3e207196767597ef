package dev.tidegate.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Sets up the broker account on the laptop: uploads the zips and deploys `template.yaml`.
record Broker(Clients clients, Path repoRoot) {
  private static final String BUCKET = "tidegate-code";

  /// Deploys the stack and returns its outputs.
  Map<String, String> make(Map<String, String> parameters, Progress progress) {
    LaptopTemplate template = LaptopTemplate.read(repoRoot);
    Map<String, String> keys = new LinkedHashMap<>();
    try (S3Client s3 =
            clients.of(
                S3Client.builder().forcePathStyle(true), clients.root(LocalAws.BROKER_ACCOUNT));
        CloudFormationClient cloudFormation =
            clients.of(CloudFormationClient.builder(), clients.root(LocalAws.BROKER_ACCOUNT))) {
      s3.createBucket(
          request ->
              request
                  .bucket(BUCKET)
                  .createBucketConfiguration(c -> c.locationConstraint(LocalAws.REGION.id())));
      progress.line("Uploading the zips of " + template.zips().size() + " functions");
      template.zips().forEach((name, zip) -> keys.put(name, upload(s3, name, zip)));
      String text =
          template.deployable(BUCKET, name -> Optional.ofNullable(keys.get(name)).orElseThrow());
      s3.putObject(
          request -> request.bucket(BUCKET).key("template.yaml"), RequestBody.fromString(text));
      progress.line("Deploying template.yaml into account " + LocalAws.BROKER_ACCOUNT);
      String url = clients.endpoint() + "/" + BUCKET + "/template.yaml";
      return new Stacks(cloudFormation)
          .create(LocalAws.STACK, request -> request.templateURL(url), parameters, progress);
    }
  }

  private static String upload(S3Client s3, String name, Path zip) {
    try {
      byte[] content = Files.readAllBytes(zip);
      String key =
          name
              + "-"
              + HexFormat.of()
                  .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                  .substring(0, 16)
              + ".zip";
      s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
      return key;
    } catch (IOException unreadable) {
      throw new LocalAwsException("Cannot read " + zip + ".", unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
