package dev.tidegate.core.broker;

class InMemoryActivityStoreTest extends ActivityStoreContract {
  @Override
  protected ActivityStore emptyStore() {
    return new InMemoryActivityStore();
  }
}
