package dev.tidegate.local;

import static dev.tidegate.local.Probe.resource;
import static dev.tidegate.local.Probe.trust;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.sqs.SqsClient;

/// What the pinned emulator does as AWS does, with no correction, and Tidegate rests on. A new
/// version of it that does otherwise fails here.
@ExtendWith(OneEmulator.class)
class LaptopFactsIT {
  private static final String CODE =
      """
      import json, os
      def h(event, context):
          claims = event.get('requestContext', {}).get('authorizer', {}).get('jwt', {}).get('claims')
          return {'statusCode': 200, 'body': json.dumps(claims)} if claims else os.environ.get('X')
      """;
  private static Probe probe;

  @BeforeAll
  static void start(LocalAws aws) {
    probe = Probe.of(aws);
    probe.role("facts-function", trust("lambda.amazonaws.com"));
  }

  private static Map<String, Object> function(String name, Object value) {
    return Map.of(
        "FunctionName",
        name,
        "Runtime",
        "python3.11",
        "Handler",
        "index.h",
        "Role",
        probe.roleArn("facts-function"),
        "Environment",
        Map.of("Variables", Map.of("X", value)));
  }

  @Test
  void aVersionKeepsTheEnvironmentThatItWasPublishedWith() {
    Map<String, Object> properties = new LinkedHashMap<>(function("frozen", "one"));
    properties.put("Code", Map.of("ZipFile", CODE));
    probe.stack("frozen", Map.of("F", resource("AWS::Lambda::Function", properties)), Map.of());
    try (LambdaClient lambda = lambda()) {
      String version = lambda.publishVersion(r -> r.functionName("frozen")).version();
      lambda.createAlias(r -> r.functionName("frozen").name("live").functionVersion(version));
      lambda.updateFunctionConfiguration(
          r ->
              r.functionName("frozen")
                  .environment(Environment.builder().variables(Map.of("X", "two")).build()));
      assertThat(answer(lambda, "frozen:live")).isEqualTo("\"one\"");
      assertThat(answer(lambda, "frozen")).isEqualTo("\"two\"");
    }
  }

  /// The real SAM translator: a version's name rests on what the template says, in which a
  /// reference to a parameter stays the same text, so a changed parameter alone publishes no
  /// version.
  @Test
  void samPublishesNoVersionForAChangedParameter() {
    assertThat(afterAnUpdate("sam-alias", Map.of())).isEqualTo("\"one\"");
    assertThat(afterAnUpdate("sam-all", Map.of("AutoPublishAliasAllProperties", true)))
        .isEqualTo("\"one\"");
  }

  private static String afterAnUpdate(String name, Map<String, Object> publishing) {
    Map<String, Object> properties = new LinkedHashMap<>(function(name, Map.of("Ref", "Wanted")));
    properties.put("InlineCode", CODE);
    properties.put("AutoPublishAlias", "live");
    properties.putAll(publishing);
    String template =
        Probe.json(
            Map.of(
                "Transform", "AWS::Serverless-2016-10-31",
                "Parameters", Map.of("Wanted", Map.of("Type", "String")),
                "Resources", Map.of("F", resource("AWS::Serverless::Function", properties))));
    try (CloudFormationClient cloudFormation =
            probe.aws().clients().of(CloudFormationClient.builder(), probe.root());
        LambdaClient lambda = lambda()) {
      new Stacks(cloudFormation)
          .create(name, r -> r.templateBody(template), Map.of("Wanted", "one"), Progress.quiet());
      assertThat(answer(lambda, name + ":live")).isEqualTo("\"one\"");
      cloudFormation.updateStack(
          r ->
              r.stackName(name)
                  .templateBody(template)
                  .capabilities(Capability.CAPABILITY_AUTO_EXPAND)
                  .parameters(
                      Parameter.builder().parameterKey("Wanted").parameterValue("two").build()));
      cloudFormation.waiter().waitUntilStackUpdateComplete(r -> r.stackName(name));
      assertThat(answer(lambda, name)).isEqualTo("\"two\"");
      return answer(lambda, name + ":live");
    }
  }

  private static LambdaClient lambda() {
    return probe.aws().clients().of(LambdaClient.builder(), probe.root());
  }

  private static String answer(LambdaClient lambda, String name) {
    return lambda.invoke(r -> r.functionName(name)).payload().asUtf8String();
  }

  @Test
  void anEventReachesTheRulesOfItsOwnRegionAlone() {
    probe.stack(
        "regions",
        Map.of(
            "Q", resource("AWS::SQS::Queue", Map.of("QueueName", "regions")),
            "R",
                resource(
                    "AWS::Events::Rule",
                    Map.of(
                        "EventPattern",
                        Map.of("source", List.of("facts")),
                        "Targets",
                        List.of(
                            Map.of("Id", "1", "Arn", Map.of("Fn::GetAtt", List.of("Q", "Arn")))))),
            "P",
                resource(
                    "AWS::SQS::QueuePolicy",
                    Map.of(
                        "Queues",
                        List.of(Map.of("Ref", "Q")),
                        "PolicyDocument",
                        Map.of(
                            "Statement",
                            List.of(
                                Map.of(
                                    "Effect", "Allow",
                                    "Principal", Map.of("Service", "events.amazonaws.com"),
                                    "Action", "sqs:SendMessage",
                                    "Resource", "*")))))),
        Map.of());
    try (SqsClient sqs = probe.aws().clients().of(SqsClient.builder(), probe.root())) {
      String queue = sqs.getQueueUrl(r -> r.queueName("regions")).queueUrl();
      put(Region.US_EAST_1, "elsewhere");
      put(LocalAws.REGION, "here");
      assertThat(
              sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(10).maxNumberOfMessages(10))
                  .messages())
          .singleElement()
          .satisfies(message -> assertThat(message.body()).contains("\"here\""));
    }
  }

  private static void put(Region region, String type) {
    try (EventBridgeClient events =
        EventBridgeClient.builder()
            .endpointOverride(probe.aws().endpoint())
            .region(region)
            .credentialsProvider(probe.root())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      PutEventsRequestEntry entry =
          PutEventsRequestEntry.builder().source("facts").detailType(type).detail("{}").build();
      assertThat(events.putEvents(r -> r.entries(entry)).failedEntryCount()).isZero();
    }
  }

  /// [AWS: API Gateway DG "Control access to HTTP APIs with JWT authorizers"]: the claims are text.
  /// So a group whose name has a space cannot be told from two groups.
  @Test
  void anHttpApiHandsClaimsOverAsTextAndListsWithoutQuotes() throws Exception {
    Map<String, Object> properties = new LinkedHashMap<>(function("claims", "x"));
    properties.put("Code", Map.of("ZipFile", CODE));
    Map<String, String> outputs =
        probe.stack(
            "claims",
            Map.of(
                "U", resource("AWS::Cognito::UserPool", Map.of()),
                "C",
                    resource(
                        "AWS::Cognito::UserPoolClient",
                        Map.of(
                            "UserPoolId",
                            ref("U"),
                            "ExplicitAuthFlows",
                            List.of("ALLOW_USER_PASSWORD_AUTH"))),
                "F", resource("AWS::Lambda::Function", properties),
                "A",
                    resource(
                        "AWS::ApiGatewayV2::Api", Map.of("Name", "claims", "ProtocolType", "HTTP")),
                "S",
                    resource(
                        "AWS::ApiGatewayV2::Stage",
                        Map.of("ApiId", ref("A"), "StageName", "$default", "AutoDeploy", true)),
                "J",
                    resource(
                        "AWS::ApiGatewayV2::Authorizer",
                        Map.of(
                            "ApiId",
                            ref("A"),
                            "Name",
                            "jwt",
                            "AuthorizerType",
                            "JWT",
                            "IdentitySource",
                            List.of("$request.header.Authorization"),
                            "JwtConfiguration",
                            Map.of(
                                "Issuer",
                                Map.of(
                                    "Fn::Sub",
                                    "https://cognito-idp.${AWS::Region}.amazonaws.com/${U}"),
                                "Audience",
                                List.of(ref("C"))))),
                "I",
                    resource(
                        "AWS::ApiGatewayV2::Integration",
                        Map.of(
                            "ApiId",
                            ref("A"),
                            "IntegrationType",
                            "AWS_PROXY",
                            "PayloadFormatVersion",
                            "2.0",
                            "IntegrationUri",
                            Map.of("Fn::GetAtt", List.of("F", "Arn")))),
                "R",
                    resource(
                        "AWS::ApiGatewayV2::Route",
                        Map.of(
                            "ApiId",
                            ref("A"),
                            "RouteKey",
                            "GET /claims",
                            "AuthorizationType",
                            "JWT",
                            "AuthorizerId",
                            ref("J"),
                            "Target",
                            Map.of("Fn::Join", List.of("/", List.of("integrations", ref("I")))))),
                "P",
                    resource(
                        "AWS::Lambda::Permission",
                        Map.of(
                            "FunctionName",
                            ref("F"),
                            "Action",
                            "lambda:InvokeFunction",
                            "Principal",
                            "apigateway.amazonaws.com"))),
            Map.of(
                "Pool", Map.of("Value", ref("U")),
                "Client", Map.of("Value", ref("C")),
                "Api", Map.of("Value", ref("A"))));
    String pool = outputs.getOrDefault("Pool", "");
    People people = new People(probe.aws().clients(), pool, outputs.getOrDefault("Client", ""));
    try (CognitoIdentityProviderClient cognito =
        probe.aws().clients().of(CognitoIdentityProviderClient.builder(), probe.root())) {
      cognito.adminCreateUser(r -> r.userPoolId(pool).username("zoe").messageAction("SUPPRESS"));
      cognito.adminSetUserPassword(
          r -> r.userPoolId(pool).username("zoe").password("Tg1-secret-0").permanent(true));
      for (String group : List.of("x admins", "dev")) {
        cognito.createGroup(r -> r.userPoolId(pool).groupName(group));
        cognito.adminAddUserToGroup(r -> r.userPoolId(pool).username("zoe").groupName(group));
      }
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          probe.aws().endpoint()
                              + "/_aws/execute-api/"
                              + outputs.get("Api")
                              + "/$default/claims"))
                  .timeout(Duration.ofSeconds(30))
                  .header("Authorization", "Bearer " + people.signIn("zoe", "Tg1-secret-0"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode claims = new ObjectMapper().readTree(answer.body());
      assertThat(claims.path("cognito:groups").asText()).isIn("[x admins dev]", "[dev x admins]");
      assertThat(claims.path("exp").isTextual()).isTrue();
      assertThat(claims.path("token_use").asText()).isEqualTo("access");
    }
  }

  private static Map<String, Object> ref(String name) {
    return Map.of("Ref", name);
  }

  @Test
  void aLockedVersionOfAnObjectCannotBeDeleted() {
    try (S3Client s3 =
        probe.aws().clients().of(S3Client.builder().forcePathStyle(true), probe.root())) {
      s3.createBucket(
          r ->
              r.bucket("locked")
                  .objectLockEnabledForBucket(true)
                  .createBucketConfiguration(c -> c.locationConstraint(LocalAws.REGION.id())));
      s3.putObjectLockConfiguration(
          r ->
              r.bucket("locked")
                  .objectLockConfiguration(
                      c ->
                          c.objectLockEnabled("Enabled")
                              .rule(
                                  rule ->
                                      rule.defaultRetention(
                                          d ->
                                              d.mode(ObjectLockRetentionMode.GOVERNANCE)
                                                  .days(1)))));
      String version =
          s3.putObject(r -> r.bucket("locked").key("k"), RequestBody.fromString("v")).versionId();
      Probe.refused(
          "AccessDenied",
          () -> s3.deleteObject(r -> r.bucket("locked").key("k").versionId(version)));
      s3.deleteObject(
          r -> r.bucket("locked").key("k").versionId(version).bypassGovernanceRetention(true));
    }
  }
}
