package ouroboros.spark.external;

import java.util.List;
import java.util.stream.IntStream;
import ouroboros.dating.DatedCounts;
import ouroboros.dating.NgramCounts;
import ouroboros.dating.NgramKeys;
import ouroboros.dating.RareNgrams;
import ouroboros.dating.RareRepeats;
import ouroboros.dating.TokenHabits;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.text.JointTypes;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/** R, counted once for all texts that are dated. */
public final class DatedReal {
  private final long seed;
  private final Vocabulary vocabulary;
  private final boolean closed;
  private final CountRun words;
  private final GroupedCounts halves;
  private final NgramKeys sample;
  private final List<RareNgrams> ngrams;
  private final RareRepeats repeats = new RareRepeats();
  private final TokenHabits habits;

  /** Counts R, whose sentences are not kept. */
  DatedReal(DatedText real, long seed) {
    this.seed = seed;
    vocabulary = real.vocabulary();
    closed = real.isClosed();
    int[] ids = new JointTypes(vocabulary).recode(vocabulary, false);
    List<CountRun> groups = real.groups(ids, seed);
    GroupedCounting.Halves both = GroupedCounting.halves(groups.get(0).layout(), groups);
    words = CountMerge.sum(both.even().layout(), List.of(both.even(), both.odd()));
    halves = both.compared();
    sample = NgramKeys.of(real.tokens());
    ngrams = RareNgrams.of(real.ngrams(sample));
    byte[] rare = RareWords.rare(vocabulary);
    List<List<SentenceBlock>> tasks = real.tasks();
    IntStream.range(0, tasks.size())
        .parallel()
        .mapToObj(tasks::get)
        .map(task -> RareWords.repeats(task.iterator(), rare))
        .toList()
        .forEach(repeats::add);
    habits = RareWords.habits(vocabulary);
  }

  /** The counts from which the age of a text is found. */
  public DatedCounts counts(DatedText candidate) {
    JointTypes types = new JointTypes(vocabulary);
    int[] ids = types.recode(candidate.vocabulary(), closed);
    return new DatedCounts(
        GroupedCounting.compared(words, candidate.groups(ids, seed)),
        NgramCounts.of(ngrams, candidate.ngrams(sample)),
        halves,
        repeats,
        habits,
        RareWords.habits(candidate.vocabulary()));
  }
}
