/// Runs the same zips and templates as on AWS on an emulated AWS on a laptop. Start reading at
/// [dev.tidegate.local.LocalAws].
@NullMarked
package dev.tidegate.local;

import org.jspecify.annotations.NullMarked;
