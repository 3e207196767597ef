package dev.tidegate.cli.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One HTTP request. Its text form shows neither headers nor body, which may be secret.
public record HttpCall(
    String method, URI address, Map<String, String> headers, Optional<byte[]> body) {
  public HttpCall {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /// Returns a GET without a body.
  public static HttpCall get(URI address) {
    return new HttpCall("GET", address, Map.of("Accept", "application/json"), Optional.empty());
  }

  /// Returns a POST of a form.
  public static HttpCall form(URI address, Map<String, String> values) {
    return new HttpCall("POST", address, Map.of("Accept", "application/json"), Optional.empty())
        .with("application/x-www-form-urlencoded", Addresses.form(values));
  }

  /// Returns the same call with a body.
  public HttpCall with(String contentType, String text) {
    HttpCall typed = header("Content-Type", contentType);
    return new HttpCall(
        method, address, typed.headers(), Optional.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Returns the same call with one more header.
  public HttpCall header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpCall(method, address, more, body);
  }

  @Override
  public String toString() {
    return method
        + " "
        + address.getScheme()
        + "://"
        + address.getAuthority()
        + address.getRawPath();
  }
}
