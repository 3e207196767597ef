/// The policy file: pushing, versions and loading. The package `policy` has its content.
@NullMarked
package dev.tidegate.core.policies;

import org.jspecify.annotations.NullMarked;
