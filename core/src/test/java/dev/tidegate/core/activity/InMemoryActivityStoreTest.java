package dev.tidegate.core.activity;

class InMemoryActivityStoreTest extends ActivityStoreContract {
  @Override
  protected ActivityStore emptyStore() {
    return new InMemoryActivityStore();
  }
}
