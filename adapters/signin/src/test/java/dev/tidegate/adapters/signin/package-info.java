@NullMarked
package dev.tidegate.adapters.signin;

import org.jspecify.annotations.NullMarked;
