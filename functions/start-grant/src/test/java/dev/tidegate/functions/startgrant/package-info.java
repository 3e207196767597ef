@NullMarked
package dev.tidegate.functions.startgrant;

import org.jspecify.annotations.NullMarked;
