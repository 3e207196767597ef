/// The function `sessions`: credentials and console sign-in URLs, to the requester of a grant
/// alone.
@NullMarked
package dev.tidegate.functions.sessions;

import org.jspecify.annotations.NullMarked;
