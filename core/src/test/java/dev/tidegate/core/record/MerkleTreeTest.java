package dev.tidegate.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.digest.HashInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  @Test
  void theRootIsThatOfTheRfcForEveryNumberOfLeaves() {
    for (int size = 0; size <= 33; size++) {
      List<CheckpointLeaf> leaves = leaves(size);
      assertThat(MerkleTree.root(leaves))
          .as(size + " leaves")
          .isEqualTo(HexFormat.of().formatHex(byTheBook(leaves)));
    }
  }

  @Test
  void noLeavesGiveTheHashOfNothing() {
    assertThat(MerkleTree.root(List.of()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void orderAndNumberOfLeavesTell() {
    List<CheckpointLeaf> leaves = leaves(5);
    List<CheckpointLeaf> twice = new ArrayList<>(leaves);
    twice.add(leaves.getLast());
    assertThat(MerkleTree.root(leaves))
        .isNotEqualTo(MerkleTree.root(leaves.reversed()))
        .isNotEqualTo(MerkleTree.root(twice))
        .isEqualTo(MerkleTree.root(leaves(5)));
  }

  @Test
  void aLeafIsReadBackFromItsText() {
    CheckpointLeaf leaf = leaves(1).getFirst();
    assertThat(CheckpointLeaf.parse(leaf.text())).contains(leaf);
    for (String text :
        List.of("", "r-1 0 " + leaf.hash(), "r-1 1 x", "R 1 " + leaf.hash(), leaf.text() + " ")) {
      assertThat(CheckpointLeaf.parse(text)).isEmpty();
    }
  }

  /// RFC 6962, section 2.1, word for word.
  private static byte[] byTheBook(List<CheckpointLeaf> leaves) {
    if (leaves.isEmpty()) {
      return HashInput.sha256(new byte[0]);
    }
    if (leaves.size() == 1) {
      byte[] text = leaves.getFirst().text().getBytes(StandardCharsets.UTF_8);
      return HashInput.sha256(joined(0, text, new byte[0]));
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return HashInput.sha256(
        joined(1, byTheBook(leaves.subList(0, k)), byTheBook(leaves.subList(k, leaves.size()))));
  }

  private static byte[] joined(int prefix, byte[] left, byte[] right) {
    byte[] all = new byte[1 + left.length + right.length];
    all[0] = (byte) prefix;
    System.arraycopy(left, 0, all, 1, left.length);
    System.arraycopy(right, 0, all, 1 + left.length, right.length);
    return all;
  }

  private static List<CheckpointLeaf> leaves(int size) {
    List<CheckpointLeaf> leaves = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      leaves.add(new CheckpointLeaf("r-0000000000000001", i, "0".repeat(56) + "%08x".formatted(i)));
    }
    return leaves;
  }
}
