/// What all adapters that call AWS share, so that no two of them can disagree: the clients, the
/// meaning of failed calls, pauses between attempts, and invocations of functions.
@NullMarked
package dev.tidegate.adapters.aws;

import org.jspecify.annotations.NullMarked;
