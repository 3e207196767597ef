/// The access report: made from the record alone, as figures, rows and a page.
@NullMarked
package dev.tidegate.reports;

import org.jspecify.annotations.NullMarked;
