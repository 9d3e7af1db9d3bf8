/**
 * The age of a text: how many generations of models lie between a real text and a candidate, and
 * how much real text was mixed in, from word counts alone. Works on pair histograms, without text
 * and without Spark.
 */
@NullMarked
package ouroboros.dating;

import org.jspecify.annotations.NullMarked;
