/// What every adapter that calls AWS shares, so that no two of them can disagree: the clients, what
/// a failed call means, pauses between attempts, and invocations of functions.
@NullMarked
package dev.tidegate.adapters.aws;

import org.jspecify.annotations.NullMarked;
