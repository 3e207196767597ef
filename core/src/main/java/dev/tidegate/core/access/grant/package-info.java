/// The operations from an approved request to the end of access, one class each, and the ports to
/// AWS that they need.
@NullMarked
package dev.tidegate.core.access.grant;

import org.jspecify.annotations.NullMarked;
