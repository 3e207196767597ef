@NullMarked
package dev.tidegate.core.audit.report;

import org.jspecify.annotations.NullMarked;
