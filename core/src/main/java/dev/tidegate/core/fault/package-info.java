/// Failures that are nobody's answer: AWS did not answer, refused, or something is broken.
@NullMarked
package dev.tidegate.core.fault;

import org.jspecify.annotations.NullMarked;
