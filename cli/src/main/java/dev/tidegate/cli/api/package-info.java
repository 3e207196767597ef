/// The HTTP API seen from here: calls, answers, and views of what comes back.
@NullMarked
package dev.tidegate.cli.api;

import org.jspecify.annotations.NullMarked;
