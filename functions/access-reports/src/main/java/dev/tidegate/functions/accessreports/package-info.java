/// The function `access-reports`: writes access reports regularly.
@NullMarked
package dev.tidegate.functions.accessreports;

import org.jspecify.annotations.NullMarked;
