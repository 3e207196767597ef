package dev.tidegate.local.awscheck;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupExistsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

/// The check's people in the broker's user pool. Their passwords are not stored.
record CheckPeople(CheckedAccount account, String pool, String client) {
  private static final Map<String, List<String>> GROUPS =
      Map.of(
          "alice", List.of("orders-dev", "x tidegate-admins"),
          "bob", List.of("orders-leads"),
          "dave", List.of("tidegate-admins"));

  /// Creates the people, signs each in, and returns the access tokens by name.
  Map<String, String> tokens() {
    Map<String, String> tokens = new LinkedHashMap<>();
    try (CognitoIdentityProviderClient cognito =
            account.client(CognitoIdentityProviderClient.builder());
        CognitoIdentityProviderClient anybody =
            account.client(
                CognitoIdentityProviderClient.builder(), AnonymousCredentialsProvider.create())) {
      GROUPS.forEach(
          (name, groups) -> {
            String password = make(cognito, name, groups);
            tokens.put(
                name,
                anybody
                    .initiateAuth(
                        r ->
                            r.clientId(client)
                                .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                                .authParameters(Map.of("USERNAME", name, "PASSWORD", password)))
                    .authenticationResult()
                    .accessToken());
          });
    }
    return tokens;
  }

  private String make(CognitoIdentityProviderClient cognito, String name, List<String> groups) {
    String password = password();
    cognito.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username(name)
                .messageAction(MessageActionType.SUPPRESS)
                .temporaryPassword(password()));
    cognito.adminSetUserPassword(
        r -> r.userPoolId(pool).username(name).password(password).permanent(true));
    for (String group : groups) {
      try {
        cognito.createGroup(r -> r.userPoolId(pool).groupName(group));
      } catch (GroupExistsException theStackMadeIt) {
        // The groups of admins and of security are part of the stack.
      }
      cognito.adminAddUserToGroup(r -> r.userPoolId(pool).username(name).groupName(group));
    }
    return password;
  }

  private static String password() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return "Tg1-" + HexFormat.of().formatHex(bytes);
  }
}
