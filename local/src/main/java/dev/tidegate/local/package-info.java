/// The same zips and the same templates on an AWS that runs on a laptop. Start reading at {@link
/// dev.tidegate.local.LocalAws}.
@NullMarked
package dev.tidegate.local;

import org.jspecify.annotations.NullMarked;
