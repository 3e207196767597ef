/// An approver's answer, and when answers suffice.
@NullMarked
package dev.tidegate.core.review;

import org.jspecify.annotations.NullMarked;
