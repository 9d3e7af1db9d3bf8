/** Closed forms for gates: pure numbers. Imports nothing of ours. */
@NullMarked
package ouroboros.law.gate;

import org.jspecify.annotations.NullMarked;
