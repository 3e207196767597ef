package dev.tidegate.core.broker;

import dev.tidegate.core.audit.AuditEvent;
import dev.tidegate.core.request.RequestId;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

class InMemoryCaseStoreTest {
  @Nested
  class Cases extends CaseStoreContract {
    @Override
    protected CaseStore emptyStore() {
      return new InMemoryCaseStore();
    }

    @Override
    protected Optional<AuditEvent> recordedRefusal(RequestId id) {
      return ((InMemoryCaseStore) store()).refusal(id);
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
