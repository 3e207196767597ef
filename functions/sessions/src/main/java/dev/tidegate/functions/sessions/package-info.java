/// The function `sessions`: issues credentials and console sign-in URLs, only to the requester of a
/// grant.
@NullMarked
package dev.tidegate.functions.sessions;

import org.jspecify.annotations.NullMarked;
