/// What authors of policies use before a push: lint, who-can, diff, tests.
@NullMarked
package dev.tidegate.policytools;

import org.jspecify.annotations.NullMarked;
