package dev.tidegate.core.access.store;

import dev.tidegate.core.policies.InMemoryPolicyVersions;
import dev.tidegate.core.policies.PolicyVersions;
import dev.tidegate.core.policies.PolicyVersionsContract;
import dev.tidegate.core.record.AuditEvent;
import java.util.List;
import org.junit.jupiter.api.Nested;

class InMemoryCaseStoreTest {
  @Nested
  class Cases extends CaseStoreContract {
    @Override
    protected CaseStore emptyStore() {
      return new InMemoryCaseStore();
    }
  }

  @Nested
  class Refusals extends RefusalsContract {
    private final InMemoryCaseStore store = new InMemoryCaseStore();

    @Override
    protected CaseStore emptyStore() {
      return store;
    }

    @Override
    protected List<AuditEvent> chain(String subject) {
      return store.refusals(subject);
    }
  }

  @Nested
  class Lists extends CaseListsContract {
    @Override
    protected CaseStore emptyStore() {
      return new InMemoryCaseStore();
    }
  }

  @Nested
  class Due extends DueContract {
    @Override
    protected CaseStore emptyStore() {
      return new InMemoryCaseStore();
    }
  }

  @Nested
  class Versions extends PolicyVersionsContract {
    @Override
    protected PolicyVersions emptyVersions() {
      return new InMemoryPolicyVersions();
    }
  }
}
