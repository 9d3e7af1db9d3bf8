package ouroboros.dating;

import java.util.List;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.metric.count.PairHistogram;

/**
 * The counts of words from which the age of a text is found.
 *
 * @param candidate the text, compared with R, in groups of documents
 * @param ngrams longer n-grams of the text and of R, the longest ones first
 * @param halves one half of R's documents, compared with the other
 * @param repeats rare words of R that are repeated in a sentence
 * @param realHabits how R is cut into tokens
 * @param habits how the text is cut into tokens
 */
public record DatedCounts(
    GroupedCounts candidate,
    List<NgramCounts> ngrams,
    GroupedCounts halves,
    RareRepeats repeats,
    TokenHabits realHabits,
    TokenHabits habits) {

  PairHistogram words() {
    return candidate.pairs(1);
  }
}
