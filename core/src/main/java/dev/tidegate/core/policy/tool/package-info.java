/// Tools that read a whole policy: what it gives to whom, what a change of it does, what looks
/// wrong in it, whether it does what its tests say.
@NullMarked
package dev.tidegate.core.policy.tool;

import org.jspecify.annotations.NullMarked;
