package dev.tidegate.core.record;

import dev.tidegate.core.digest.HashInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Computes the hash of a list of leaves, as in RFC 6962, section 2.1: SHA-256 with the prefix 0
/// for leaves and 1 for nodes, so that no node can pass for a leaf.
public final class MerkleTree {
  private MerkleTree() {}

  /// Returns the root of `leaves` in their order, 64 hexadecimal digits; without leaves, the hash
  /// of empty input.
  public static String root(List<CheckpointLeaf> leaves) {
    if (leaves.isEmpty()) {
      return HexFormat.of().formatHex(HashInput.sha256(new byte[0]));
    }
    // Pairing neighbours level by level, and passing a last odd one up, gives the tree that the RFC
    // defines by the largest power of two below the number of leaves.
    List<byte[]> level = new ArrayList<>(leaves.size());
    for (CheckpointLeaf leaf : leaves) {
      level.add(hash((byte) 0, leaf.text().getBytes(StandardCharsets.UTF_8), new byte[0]));
    }
    while (level.size() > 1) {
      List<byte[]> next = new ArrayList<>(level.size() / 2 + 1);
      for (int i = 0; i + 1 < level.size(); i += 2) {
        next.add(hash((byte) 1, level.get(i), level.get(i + 1)));
      }
      if (level.size() % 2 == 1) {
        next.add(level.getLast());
      }
      level = next;
    }
    return HexFormat.of().formatHex(level.getFirst());
  }

  private static byte[] hash(byte prefix, byte[] left, byte[] right) {
    byte[] all = new byte[1 + left.length + right.length];
    all[0] = prefix;
    System.arraycopy(left, 0, all, 1, left.length);
    System.arraycopy(right, 0, all, 1 + left.length, right.length);
    return HashInput.sha256(all);
  }
}
