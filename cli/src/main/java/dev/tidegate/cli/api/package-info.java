/// The client of the HTTP API: calls, answers, and views of requests.
@NullMarked
package dev.tidegate.cli.api;

import org.jspecify.annotations.NullMarked;
