/// IAM policy documents, written with AWS's policy builder.
@NullMarked
package dev.tidegate.adapters.policydoc;

import org.jspecify.annotations.NullMarked;
