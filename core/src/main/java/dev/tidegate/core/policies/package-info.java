/// The policy file: pushed, kept by version, loaded. What it says is in `policy`.
@NullMarked
package dev.tidegate.core.policies;

import org.jspecify.annotations.NullMarked;
