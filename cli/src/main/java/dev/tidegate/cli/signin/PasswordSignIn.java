package dev.tidegate.cli.signin;

import java.net.URI;

/// Sign-in with a user name and password at a Cognito pool, meant for the pool on a laptop and for
/// machines. The password comes from a prompt or standard input, never from an argument, which
/// every user of the machine could read.
public record PasswordSignIn(
    Tools tools, URI endpoint, String clientId, String user, Secret password) implements SignIn {
  @Override
  public SignedIn run(URI api) {
    TokenSource.Cognito source = new TokenSource.Cognito(endpoint, clientId);
    return SignedIn.of(
        api, new CognitoPool(tools.http(), source).password(user, password, tools.now()), source);
  }
}
