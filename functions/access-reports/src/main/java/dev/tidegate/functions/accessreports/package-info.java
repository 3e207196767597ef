/// Reviews of access, made regularly.
@NullMarked
package dev.tidegate.functions.accessreports;

import org.jspecify.annotations.NullMarked;
