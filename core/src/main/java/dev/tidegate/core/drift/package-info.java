/// What the target accounts hold, against the grants: read, judged, reported, and set right where
/// that is safe.
@NullMarked
package dev.tidegate.core.drift;

import org.jspecify.annotations.NullMarked;
