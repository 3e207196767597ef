/// Tests of the policy file. The bad files are in `bad-policies.txt`.
@NullMarked
package dev.tidegate.adapters.policyfile;

import org.jspecify.annotations.NullMarked;
