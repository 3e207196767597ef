/// What a request comes to under the policy in force: filled in, decided, and put into words.
@NullMarked
package dev.tidegate.core.access.assess;

import org.jspecify.annotations.NullMarked;
