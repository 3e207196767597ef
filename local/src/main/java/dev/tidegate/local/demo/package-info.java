/// `./demo`: the way of a request, shown with the command line that people use.
@NullMarked
package dev.tidegate.local.demo;

import org.jspecify.annotations.NullMarked;
