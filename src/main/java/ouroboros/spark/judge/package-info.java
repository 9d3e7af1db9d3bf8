/**
 * Fits what the safeguards judge by to guard and to synthetic text, and makes the gates inside
 * tasks.
 */
@NullMarked
package ouroboros.spark.judge;

import org.jspecify.annotations.NullMarked;
