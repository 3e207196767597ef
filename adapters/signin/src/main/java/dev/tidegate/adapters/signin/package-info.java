/// Console sign-in through the AWS federation endpoint.
@NullMarked
package dev.tidegate.adapters.signin;

import org.jspecify.annotations.NullMarked;
