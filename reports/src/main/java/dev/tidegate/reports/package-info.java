/// The access report: computed from the record alone, as figures, rows of grants, and an HTML page.
@NullMarked
package dev.tidegate.reports;

import org.jspecify.annotations.NullMarked;
