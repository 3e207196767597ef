/// The lifecycle of a Grant.
@NullMarked
package dev.tidegate.core.grant;

import org.jspecify.annotations.NullMarked;
