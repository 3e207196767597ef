/// What AWS tools read: the config file, and the environment of a child process.
@NullMarked
package dev.tidegate.cli.aws;

import org.jspecify.annotations.NullMarked;
