package dev.tidegate.local;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

/// Creates the demo people of the user pool and signs them in.
record People(Clients clients, String pool, String client) {
  /// Each person with the groups they are in. Mallory is in none.
  static final Map<String, List<String>> GROUPS =
      Map.of(
          "alice", List.of("orders-dev"),
          "bob", List.of("orders-leads"),
          "carol", List.of("tidegate-security"),
          "dave", List.of("tidegate-admins"),
          "erin", List.of("orders-dev"),
          "frank", List.of("orders-dev", "contractors"),
          "grace", List.of("orders-oncall"),
          "heidi", List.of("orders-dev", "orders-leads"),
          "mallory", List.of());

  private static final List<String> OWN_GROUPS =
      List.of("orders-dev", "orders-leads", "orders-oncall", "contractors");

  /// Creates all of them and returns their passwords, which are new each time.
  Map<String, String> make() {
    Map<String, String> passwords = new LinkedHashMap<>();
    try (CognitoIdentityProviderClient cognito =
        clients.of(
            CognitoIdentityProviderClient.builder(), clients.root(LocalAws.BROKER_ACCOUNT))) {
      OWN_GROUPS.forEach(
          group -> cognito.createGroup(request -> request.userPoolId(pool).groupName(group)));
      GROUPS.forEach(
          (name, groups) -> {
            String password = password();
            cognito.adminCreateUser(
                request ->
                    request
                        .userPoolId(pool)
                        .username(name)
                        .messageAction(MessageActionType.SUPPRESS)
                        .temporaryPassword(password()));
            cognito.adminSetUserPassword(
                request ->
                    request.userPoolId(pool).username(name).password(password).permanent(true));
            groups.forEach(
                group ->
                    cognito.adminAddUserToGroup(
                        request -> request.userPoolId(pool).username(name).groupName(group)));
            passwords.put(name, password);
          });
    }
    return passwords;
  }

  /// Signs in and returns an access token for the API.
  String signIn(String name, String password) {
    try (CognitoIdentityProviderClient cognito =
        clients.of(
            CognitoIdentityProviderClient.builder(), AnonymousCredentialsProvider.create())) {
      return cognito
          .initiateAuth(
              request ->
                  request
                      .clientId(client)
                      .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                      .authParameters(Map.of("USERNAME", name, "PASSWORD", password)))
          .authenticationResult()
          .accessToken();
    }
  }

  private static String password() {
    byte[] bytes = new byte[12];
    new SecureRandom().nextBytes(bytes);
    return "Tg1" + HexFormat.of().formatHex(bytes);
  }
}
