/// Credentials issued under a Grant, and what they are made from.
@NullMarked
package dev.tidegate.core.session;

import org.jspecify.annotations.NullMarked;
