/// The function `requests`: submit, explain, list, show, withdraw, and what may be asked for.
@NullMarked
package dev.tidegate.functions.requests;

import org.jspecify.annotations.NullMarked;
