package dev.tidegate.core.drift;

class InMemoryDriftStoreTest extends DriftStoreContract {
  @Override
  protected DriftStore emptyNotes() {
    return new InMemoryDriftStore();
  }
}
