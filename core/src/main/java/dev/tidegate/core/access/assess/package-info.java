/// Assessment of requests under the policy in force: parameters filled in, decided, and described.
@NullMarked
package dev.tidegate.core.access.assess;

import org.jspecify.annotations.NullMarked;
