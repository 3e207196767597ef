/// Who asks and who answers: canonical identity, groups, labels.
@NullMarked
package dev.tidegate.core.principal;

import org.jspecify.annotations.NullMarked;
