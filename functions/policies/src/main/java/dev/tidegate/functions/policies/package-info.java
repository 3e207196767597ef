/// The function `policies`: shows, pushes and rolls back the policy file.
@NullMarked
package dev.tidegate.functions.policies;

import org.jspecify.annotations.NullMarked;
