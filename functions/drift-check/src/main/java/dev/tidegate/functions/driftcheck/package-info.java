/// The function of `functions/drift-check`: what the target accounts hold, against the grants.
///
/// It is deployed as `<stack>-audit`, the role that target accounts trust by name, and its chain in
/// the record is `audit`: both are kept, so that no account and no export has to change.
@NullMarked
package dev.tidegate.functions.driftcheck;

import org.jspecify.annotations.NullMarked;
