@NullMarked
package dev.tidegate.reports;

import org.jspecify.annotations.NullMarked;
