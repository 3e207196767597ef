/// The function of `functions/drift-check`: compares the target accounts with the grants.
///
/// It is deployed as `<stack>-audit`, because target accounts trust its role by that name, and its
/// chain in the record is `audit`. Both names are kept so that no account and no export has to
/// change.
@NullMarked
package dev.tidegate.functions.driftcheck;

import org.jspecify.annotations.NullMarked;
