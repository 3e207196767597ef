/// Signing in, and keeping signed in.
@NullMarked
package dev.tidegate.cli.signin;

import org.jspecify.annotations.NullMarked;
