/// Rules, conditions and guardrails, and the decisions they lead to, with reasons.
@NullMarked
package dev.tidegate.core.policy;

import org.jspecify.annotations.NullMarked;
