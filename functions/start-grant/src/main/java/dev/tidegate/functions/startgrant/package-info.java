/// The function `start-grant`: takes grants from Scheduled to Active.
@NullMarked
package dev.tidegate.functions.startgrant;

import org.jspecify.annotations.NullMarked;
