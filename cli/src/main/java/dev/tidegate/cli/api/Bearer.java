package dev.tidegate.cli.api;

import dev.tidegate.cli.signin.Secret;
import dev.tidegate.cli.signin.TokenRenewal;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/// The token that goes with each call.
public interface Bearer {
  /// One that should be accepted now.
  Secret token();

  /// Another one, after the API has turned this one down; empty when there is none to be had.
  Optional<Secret> instead(Secret turnedDown);

  /// A token that was given from outside, for example by a build server; it cannot be renewed.
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

  /// The tokens of whoever is signed in.
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
