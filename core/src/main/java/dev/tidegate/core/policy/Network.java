package dev.tidegate.core.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// The call came from one of these networks.
public record Network(List<Range> ranges) implements Condition {
  public Network {
    ranges = List.copyOf(ranges);
  }

  @Override
  public String kind() {
    return "network";
  }

  @Override
  public boolean met(DecisionContext in) {
    return in.requester()
        .context()
        .source()
        .filter(source -> ranges.stream().anyMatch(range -> range.contains(source)))
        .isPresent();
  }

  /// A network: an address and the number of its significant leading bits.
  public record Range(InetAddress address, int bits) {
    public Range {
      if (bits < 0 || bits > address.getAddress().length * 8) {
        throw new IllegalArgumentException("0 to 32 bits (128 for IPv6) expected");
      }
    }

    /// Parses `10.0.0.0/8` or `2001:db8::/32`, without any name look-up. Empty for anything else,
    /// including addresses with bits set beyond the prefix, which would be misleading.
    public static Optional<Range> parse(String text) {
      int slash = text.indexOf('/');
      if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
        return Optional.empty();
      }
      String host = text.substring(0, slash);
      boolean numeric =
          host.matches("[0-9]{1,3}([.][0-9]{1,3}){3}")
              || host.matches("[0-9a-fA-F:]*:[0-9a-fA-F:]*");
      if (!numeric) {
        return Optional.empty();
      }
      try {
        Range range =
            new Range(InetAddress.ofLiteral(host), Integer.parseInt(text.substring(slash + 1)));
        return Optional.of(range).filter(Range::hasNoHostBits);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    /// Returns whether `other` is in this network; always false for the other address family.
    public boolean contains(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] theirs = other.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        if (bit(mine, bit) != bit(theirs, bit)) {
          return false;
        }
      }
      return true;
    }

    private boolean hasNoHostBits() {
      byte[] mine = address.getAddress();
      for (int bit = bits; bit < mine.length * 8; bit++) {
        if (bit(mine, bit)) {
          return false;
        }
      }
      return true;
    }

    private static boolean bit(byte[] of, int index) {
      return (of[index / 8] & (0x80 >> index % 8)) != 0;
    }

    @Override
    public String toString() {
      return address.getHostAddress() + "/" + bits;
    }
  }
}
