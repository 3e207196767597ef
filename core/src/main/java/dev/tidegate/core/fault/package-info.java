/// Failures that are not answers: AWS did not respond or refused, or something is broken.
@NullMarked
package dev.tidegate.core.fault;

import org.jspecify.annotations.NullMarked;
