/// Text for people: times, tables, requests, problems.
@NullMarked
package dev.tidegate.cli.text;

import org.jspecify.annotations.NullMarked;
