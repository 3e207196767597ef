/// Hashes over fields, and the alphabet ids are written in.
@NullMarked
package dev.tidegate.core.digest;

import org.jspecify.annotations.NullMarked;
