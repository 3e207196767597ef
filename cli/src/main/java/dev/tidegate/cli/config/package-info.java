/// Files below the configuration folder: settings, and files that only their owner may read.
@NullMarked
package dev.tidegate.cli.config;

import org.jspecify.annotations.NullMarked;
