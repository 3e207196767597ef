/// Drift between the grants and the target accounts: found, classified, recorded, and repaired
/// where that is safe.
@NullMarked
package dev.tidegate.core.drift;

import org.jspecify.annotations.NullMarked;
