/**
 * The catalogue of metrics, the rows of the result tables, and the code that measures a subject.
 * The states from which metrics are computed are in the rooms {@code count}, {@code sentence} and
 * {@code vector}. May import these, {@code mixture}, {@code ngram}, {@code model}, {@code text} and
 * {@code random}.
 */
@NullMarked
package ouroboros.metric;

import org.jspecify.annotations.NullMarked;
