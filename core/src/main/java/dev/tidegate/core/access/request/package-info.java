/// From asking to an answer: one class for each verb.
@NullMarked
package dev.tidegate.core.access.request;

import org.jspecify.annotations.NullMarked;
