/**
 * The metrics by name, the tables of measurements, and what is measured of a subject. What a metric
 * is computed from lies in {@code count}, {@code sentence} and {@code vector}. Imports those,
 * {@code mixture}, {@code ngram} and below.
 */
@NullMarked
package ouroboros.metric;

import org.jspecify.annotations.NullMarked;
