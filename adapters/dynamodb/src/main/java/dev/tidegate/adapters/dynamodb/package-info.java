/// Cases, their events and the policy file in DynamoDB.
///
/// Start reading at [DynamoCaseStore]; the items are described in docs/designs/0001-shape.md.
@NullMarked
package dev.tidegate.adapters.dynamodb;

import org.jspecify.annotations.NullMarked;
