package dev.tidegate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The rights that `corrections/identity.py` asks for: each refusal beside a twin that passes.
@ExtendWith(OneEmulator.class)
class CorrectionsIT {
  private static final String ACCOUNT = LocalAws.BROKER_ACCOUNT;
  private static final String TARGET = "arn:aws:iam::" + LocalAws.TARGET_ACCOUNT + ":role/";
  private static Clients clients;
  private static AwsCredentialsProvider caller;

  @BeforeAll
  static void start(LocalAws aws) {
    clients = aws.clients();
    role(ACCOUNT, "caller", trust("arn:aws:iam::" + ACCOUNT + ":root", "sts:AssumeRole", ""));
    role(ACCOUNT, "handed", Probe.trust("scheduler.amazonaws.com"));
    String me = "arn:aws:iam::" + ACCOUNT + ":role/caller";
    role(LocalAws.TARGET_ACCOUNT, "plain", trust(me, "sts:AssumeRole", ""));
    role(
        LocalAws.TARGET_ACCOUNT,
        "full",
        trust(me, "sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity", ""));
    role(
        LocalAws.TARGET_ACCOUNT,
        "transitive",
        trust(
            me,
            "sts:AssumeRole\",\"sts:TagSession",
            ",\"Condition\":{\"ForAnyValue:StringEquals\":{\"sts:TransitiveTagKeys\":\"Grant\"}}"));
    try (DynamoDbClient dynamo = clients.of(DynamoDbClient.builder(), clients.root(ACCOUNT))) {
      dynamo.createTable(
          request ->
              request
                  .tableName("cases")
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      a -> a.attributeName("pk").attributeType(ScalarAttributeType.S))
                  .keySchema(k -> k.attributeName("pk").keyType(KeyType.HASH)));
    }
    caller = session(clients.root(ACCOUNT), request -> request.roleArn(me));
  }

  @Test
  void writesNameTheirPartitionsAlsoInATransaction() {
    allow(
        """
        {"Effect":"Allow","Action":["dynamodb:PutItem","dynamodb:DeleteItem"],"Resource":"*",
         "Condition":{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["r-*"]}}}\
        """);
    try (DynamoDbClient dynamo = clients.of(DynamoDbClient.builder(), caller)) {
      dynamo.putItem(request -> request.tableName("cases").item(key("r-1")));
      refused(() -> dynamo.putItem(request -> request.tableName("cases").item(key("POLICY"))));
      dynamo.transactWriteItems(request -> request.transactItems(put("r-2"), put("r-3")));
      refused(
          () ->
              dynamo.transactWriteItems(
                  request -> request.transactItems(put("r-2"), put("POLICY"))));
    }
  }

  @Test
  void readsNameTheirPartitions() {
    allow(
        """
        {"Effect":"Allow","Action":["dynamodb:GetItem","dynamodb:Query","dynamodb:BatchGetItem"],
         "Resource":"*","Condition":{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["r-*"]}}}\
        """);
    try (DynamoDbClient dynamo = clients.of(DynamoDbClient.builder(), caller)) {
      dynamo.getItem(request -> request.tableName("cases").key(key("r-1")));
      refused(() -> dynamo.getItem(request -> request.tableName("cases").key(key("POLICY"))));
      query(dynamo, "r-1");
      refused(() -> query(dynamo, "POLICY"));
      batch(dynamo, "r-1");
      refused(() -> batch(dynamo, "POLICY"));
    }
  }

  @Test
  void tagsAndSourceIdentityAreAskedForOnBothSides() {
    allow("{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}");
    session(caller, request -> request.roleArn(TARGET + "full"));
    refused(
        () -> session(caller, request -> request.roleArn(TARGET + "full").sourceIdentity("alice")));
    refused(
        () ->
            session(
                caller,
                request -> request.roleArn(TARGET + "full").tags(t -> t.key("Grant").value("g"))));
    allow(
        """
        {"Effect":"Allow","Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],
         "Resource":"*"}\
        """);
    session(
        caller,
        request ->
            request
                .roleArn(TARGET + "full")
                .sourceIdentity("alice")
                .tags(t -> t.key("Grant").value("g")));
    refused(
        () ->
            session(caller, request -> request.roleArn(TARGET + "plain").sourceIdentity("alice")));
    refused(
        () ->
            session(
                caller,
                request -> request.roleArn(TARGET + "plain").tags(t -> t.key("Grant").value("g"))));
  }

  @Test
  void aTrustPolicyCanAskThatATagGoesDownTheChain() {
    allow(
        "{\"Effect\":\"Allow\",\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\"],\"Resource\":\"*\"}");
    Consumer<AssumeRoleRequest.Builder> tagged =
        request -> request.roleArn(TARGET + "transitive").tags(t -> t.key("Grant").value("g"));
    session(caller, tagged.andThen(request -> request.transitiveTagKeys("Grant")));
    refused(() -> session(caller, tagged));
  }

  @Test
  void aScheduleNeedsTheRightInItsGroupAndToTheRoleThatItIsHanded() {
    String group = "arn:aws:scheduler:" + LocalAws.REGION.id() + ":" + ACCOUNT + ":schedule/ours/*";
    try (SchedulerClient root = clients.of(SchedulerClient.builder(), clients.root(ACCOUNT));
        SchedulerClient scheduler = clients.of(SchedulerClient.builder(), caller)) {
      root.createScheduleGroup(request -> request.name("ours"));
      String create =
          "{\"Effect\":\"Allow\",\"Action\":\"scheduler:CreateSchedule\",\"Resource\":\""
              + group
              + "\"}";
      allow(create);
      refused(() -> schedule(scheduler, "ours", "one"));
      allow(
          create
              + """
              ,{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::%s:role/handed",
               "Condition":{"StringEquals":{"iam:PassedToService":"scheduler.amazonaws.com"}}}\
              """
                  .formatted(ACCOUNT));
      schedule(scheduler, "ours", "one");
      refused(() -> schedule(scheduler, "default", "two"));
    }
  }

  private static void schedule(SchedulerClient scheduler, String group, String name) {
    scheduler.createSchedule(
        request ->
            request
                .groupName(group)
                .name(name)
                .scheduleExpression("at(2099-01-01T00:00:00)")
                .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                .target(
                    target ->
                        target
                            .arn(
                                "arn:aws:lambda:"
                                    + LocalAws.REGION.id()
                                    + ":"
                                    + ACCOUNT
                                    + ":function:none")
                            .roleArn("arn:aws:iam::" + ACCOUNT + ":role/handed")));
  }

  private static void query(DynamoDbClient dynamo, String key) {
    dynamo.query(
        request ->
            request
                .tableName("cases")
                .keyConditionExpression("#k = :key")
                .expressionAttributeNames(Map.of("#k", "pk"))
                .expressionAttributeValues(Map.of(":key", AttributeValue.fromS(key))));
  }

  private static void batch(DynamoDbClient dynamo, String key) {
    dynamo.batchGetItem(
        request ->
            request.requestItems(
                Map.of("cases", KeysAndAttributes.builder().keys(List.of(key(key))).build())));
  }

  private static Map<String, AttributeValue> key(String value) {
    return Map.of("pk", AttributeValue.fromS(value));
  }

  private static TransactWriteItem put(String value) {
    return TransactWriteItem.builder().put(put -> put.tableName("cases").item(key(value))).build();
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            refusal ->
                assertThat(refusal.awsErrorDetails().errorCode()).startsWith("AccessDenied"));
  }

  private static void allow(String statements) {
    try (IamClient iam = clients.of(IamClient.builder(), clients.root(ACCOUNT))) {
      iam.putRolePolicy(
          request ->
              request
                  .roleName("caller")
                  .policyName("now")
                  .policyDocument(
                      "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}"));
    }
  }

  private static void role(String account, String name, String trust) {
    try (IamClient iam = clients.of(IamClient.builder(), clients.root(account))) {
      iam.createRole(request -> request.roleName(name).assumeRolePolicyDocument(trust));
    }
  }

  private static String trust(String principal, String actions, String condition) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
        + principal
        + "\"},\"Action\":[\""
        + actions
        + "\"]"
        + condition
        + "}]}";
  }

  private static AwsCredentialsProvider session(
      AwsCredentialsProvider as, Consumer<AssumeRoleRequest.Builder> details) {
    try (StsClient sts = clients.of(StsClient.builder(), as)) {
      AssumeRoleRequest.Builder request = AssumeRoleRequest.builder().roleSessionName("tried");
      details.accept(request);
      Credentials made = sts.assumeRole(request.build()).credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              made.accessKeyId(), made.secretAccessKey(), made.sessionToken()));
    }
  }
}
