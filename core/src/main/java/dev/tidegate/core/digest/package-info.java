/// Hashes over fields, strict UTF-8, and the encoding of ids.
@NullMarked
package dev.tidegate.core.digest;

import org.jspecify.annotations.NullMarked;
