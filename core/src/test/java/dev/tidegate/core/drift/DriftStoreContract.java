package dev.tidegate.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.access.Samples;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What all [DriftStore] keep to.
public abstract class DriftStoreContract {
  private static final String ID = "0e1d2c3b-run-1";
  private static final String ACCOUNT = "222222222222";

  private DriftStore notes = new InMemoryDriftStore();

  /// Returns notes with nothing in them.
  protected abstract DriftStore emptyNotes() throws Exception;

  @BeforeEach
  void prepare() throws Exception {
    notes = emptyNotes();
  }

  @Test
  void aCheckIsWrittenOverTheVersionThatItWasMadeFromAndNoOther() {
    DriftRun first = DriftRun.begun(ID, Samples.T0).nextInvocation();
    assertThat(notes.run(ID)).isEmpty();
    assertThat(notes.save(first)).isTrue();
    assertThat(notes.save(first)).isFalse();

    DriftRun next = first.upTo(ACCOUNT, new DriftRun.Totals(1, 2, 3, 4, 5, 6));
    assertThat(notes.save(next)).isTrue();
    assertThat(notes.save(first.finish())).as("made from an older one").isFalse();
    assertThat(notes.run(ID)).contains(next);
    assertThat(notes.save(next.finish())).isTrue();
    assertThat(notes.run(ID)).contains(next.finish());
  }

  @Test
  void whatWasSeenIsWrittenOverWhatWasSeenLastAndNothingElse() {
    assertThat(notes.seen(ACCOUNT)).isEmpty();
    assertThat(notes.see(ACCOUNT, Optional.empty(), Map.of("a", "1"))).isTrue();
    assertThat(notes.see(ACCOUNT, Optional.empty(), Map.of("a", "2"))).isFalse();

    Optional<DriftStore.Seen> first = notes.seen(ACCOUNT);
    assertThat(first.map(DriftStore.Seen::parts)).contains(new TreeMap<>(Map.of("a", "1")));
    assertThat(notes.see(ACCOUNT, first, Map.of("a", "2", "b", "1"))).isTrue();
    assertThat(notes.see(ACCOUNT, first, Map.of())).isFalse();
    assertThat(notes.seen(ACCOUNT).orElseThrow().parts()).containsEntry("a", "2").hasSize(2);
  }
}
