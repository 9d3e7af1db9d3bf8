/**
 * Decides whether and when a cell has collapsed, under each meaning of the word: readings of
 * trajectories, verdicts, onsets, warnings. May import {@code inference} and {@code metric}.
 */
@NullMarked
package ouroboros.inference.verdict;

import org.jspecify.annotations.NullMarked;
