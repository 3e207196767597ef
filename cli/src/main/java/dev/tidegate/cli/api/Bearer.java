package dev.tidegate.cli.api;

import dev.tidegate.cli.signin.Secret;
import dev.tidegate.cli.signin.TokenRenewal;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/// Provides the access token of each call.
public interface Bearer {
  /// Returns a token that should be accepted now.
  Secret token();

  /// Returns another token after the API refused `turnedDown`; empty when there is none.
  Optional<Secret> instead(Secret turnedDown);

  /// Returns a fixed token from outside, for example of a build server; it cannot be renewed.
  static Bearer fixed(Secret token) {
    return new Bearer() {
      @Override
      public Secret token() {
        return token;
      }

      @Override
      public Optional<Secret> instead(Secret turnedDown) {
        return Optional.empty();
      }
    };
  }

  /// Returns the tokens of the signed-in person, which are renewed.
  static Bearer kept(TokenRenewal keeper, URI api, InstantSource clock) {
    return new Bearer() {
      @Override
      public Secret token() {
        return keeper.token(api, clock.instant());
      }

      @Override
      public Optional<Secret> instead(Secret turnedDown) {
        return Optional.of(keeper.renewed(api, turnedDown, clock.instant()));
      }
    };
  }
}
