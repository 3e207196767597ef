/// Works on the inline policies of roles in target accounts: revokes sessions, attaches temporary
/// policies, observes.
@NullMarked
package dev.tidegate.adapters.iam;

import org.jspecify.annotations.NullMarked;
