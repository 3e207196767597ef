/// The function `requests`: submits, explains, lists, shows and withdraws requests, and lists
/// entitlements.
@NullMarked
package dev.tidegate.functions.requests;

import org.jspecify.annotations.NullMarked;
