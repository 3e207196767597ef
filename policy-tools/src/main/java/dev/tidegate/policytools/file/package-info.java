/// Files of people, groups and policy tests.
@NullMarked
package dev.tidegate.policytools.file;

import org.jspecify.annotations.NullMarked;
