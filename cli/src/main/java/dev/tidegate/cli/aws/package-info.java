/// The inputs of AWS tools: the config file, and the environment of a child process.
@NullMarked
package dev.tidegate.cli.aws;

import org.jspecify.annotations.NullMarked;
