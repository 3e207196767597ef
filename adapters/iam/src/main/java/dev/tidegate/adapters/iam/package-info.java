/// Inline policies on the roles of target accounts: cut, attach, observe.
@NullMarked
package dev.tidegate.adapters.iam;

import org.jspecify.annotations.NullMarked;
