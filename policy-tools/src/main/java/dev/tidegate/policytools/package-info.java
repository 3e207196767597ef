/// Tools that authors of policies use before a push: lint, ceiling lint, who-can, diff and tests.
/// No function's zip contains them.
@NullMarked
package dev.tidegate.policytools;

import org.jspecify.annotations.NullMarked;
