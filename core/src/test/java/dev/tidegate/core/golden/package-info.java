/// Files that pin, byte for byte, what others than this version read.
@NullMarked
package dev.tidegate.core.golden;

import org.jspecify.annotations.NullMarked;
