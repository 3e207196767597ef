/// A review of access, computed from the record alone.
@NullMarked
package dev.tidegate.core.audit.report;

import org.jspecify.annotations.NullMarked;
