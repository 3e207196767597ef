package dev.tidegate.cli.signin;

import dev.tidegate.cli.shell.CommandFailure;
import dev.tidegate.cli.shell.ExitCode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The redirect addresses on this machine, in the order in which their ports are tried.
///
/// Port 0 stands for any free port, which RFC 8252 asks every issuer to allow. Cognito does not: it
/// compares addresses as strings, so for its pools these are the ones that template.yaml registers.
record CallbackAddresses(List<URI> addresses) {
  private static final Pattern FORM =
      Pattern.compile("http://(127\\.0\\.0\\.1|localhost):\\d{1,5}/[\\w/.-]*");
  private static final String ANY = "http://127.0.0.1:0/callback";
  private static final String COGNITO =
      "http://localhost:8976/callback,http://localhost:8977/callback,http://localhost:8978/callback";

  CallbackAddresses {
    addresses = List.copyOf(addresses);
  }

  /// Returns the addresses that were set, by default those that fit the issuer.
  static CallbackAddresses of(Optional<String> set, String issuer) {
    String usual = Issuer.cognito(issuer) ? COGNITO : ANY;
    List<URI> addresses = new ArrayList<>();
    for (String address : List.of(set.orElse(usual).split(","))) {
      URI read =
          FORM.matcher(address.strip()).matches() ? URI.create(address.strip()) : URI.create("");
      if (read.getPort() < 0 || read.getPort() > 65535) {
        throw CommandFailure.of(
            ExitCode.USAGE,
            "--callback is an address on this machine with its port.",
            "for example http://localhost:8976/callback; several are separated by commas");
      }
      addresses.add(read);
    }
    return new CallbackAddresses(addresses);
  }
}
