package ouroboros.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.dating.DatedCounts;
import ouroboros.dating.Dating;
import ouroboros.dating.NgramCounts;
import ouroboros.dating.NgramKeys;
import ouroboros.dating.RareNgrams;
import ouroboros.dating.RareRepeats;
import ouroboros.dating.TextAge;
import ouroboros.dating.TokenHabits;
import ouroboros.spark.cluster.Scratch;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusFolder;
import ouroboros.spark.external.DatedReal;
import ouroboros.spark.external.DatedText;
import ouroboros.spark.external.ExternalTables;
import ouroboros.spark.external.MeasuredText;
import ouroboros.spark.external.RareWords;
import ouroboros.spark.external.TextNgrams;
import ouroboros.text.CorpusException;
import ouroboros.text.StatedText;

/**
 * Finds the age of texts, given R. Nothing is kept. Texts that fit into the memory of this process
 * are counted in it; if one is larger, Spark counts all. The ages are the same.
 */
public final class AgeRun {
  private AgeRun() {}

  /**
   * The ages of {@link ExternalSpec#generations}, in their order.
   *
   * @param session opened only if a text is too large for the memory of this process
   * @param asked settings; its metric order is 1
   * @throws CorpusException if a text is wrong or empty
   */
  public static List<TextAge> date(Supplier<Session> session, ExternalSpec asked) {
    Optional<List<TextAge>> ages = inMemory(asked);
    if (ages.isPresent()) {
      return ages.get();
    }
    try (Session opened = session.get()) {
      return withSpark(opened, asked);
    }
  }

  /** The ages, if all texts are small. */
  static Optional<List<TextAge>> inMemory(ExternalSpec asked) {
    StatedText text = MeasuredText.made(asked.real(), asked.text());
    Optional<DatedText> read = DatedText.open(asked.real(), text, asked.seed());
    if (read.isEmpty()) {
      return Optional.empty();
    }
    DatedText real = read.get();
    DatedReal counted = real.asReal(asked.seed());
    List<TextAge> ages = new ArrayList<>();
    for (String each : asked.generations()) {
      Optional<DatedText> candidate = DatedText.openOrEmpty(each, text, asked.seed());
      if (candidate.isEmpty()) {
        return Optional.empty();
      }
      if (candidate.get().tokens() == 0) {
        throw empty(each);
      }
      ages.add(Dating.of(counted.counts(candidate.get())));
    }
    return Optional.of(ages);
  }

  private static CorpusException empty(String name) {
    return new CorpusException(name + " has no token, so it has no age");
  }

  /** The ages of texts of any size. */
  static List<TextAge> withSpark(Session session, ExternalSpec asked) {
    String scratch = Scratch.folder(session.spark(), "date");
    try {
      StatedText text = MeasuredText.made(asked.real(), asked.text());
      MeasuredText real =
          MeasuredText.open(session.spark(), asked.real(), text, asked.seed(), scratch + "/corpus");
      List<MeasuredText> candidates = new ArrayList<>();
      for (String each : asked.generations()) {
        String folder = scratch + "/" + (candidates.size() + 1);
        MeasuredText candidate =
            MeasuredText.openOrEmpty(session.spark(), each, text, asked.seed(), folder);
        if (candidate.tokens() == 0) {
          throw empty(each);
        }
        candidates.add(candidate);
      }
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
      ExternalTables tables =
          new ExternalTables(asked.experiment(), spark, new Storage(scratch), real, candidates);
      RareRepeats repeats = RareWords.repeats(spark, real);
      NgramKeys sample = NgramKeys.of(real.tokens());
      List<RareNgrams> ngrams = RareNgrams.of(TextNgrams.of(spark, real, sample));
      TokenHabits realHabits = RareWords.habits(real.vocabulary());
      List<TextAge> ages = new ArrayList<>();
      for (int g = 1; g <= candidates.size(); g++) {
        MeasuredText candidate = candidates.get(g - 1);
        ages.add(
            Dating.of(
                new DatedCounts(
                    tables.counts(g, "dated-" + g),
                    NgramCounts.of(ngrams, TextNgrams.of(spark, candidate, sample)),
                    tables.halves(),
                    repeats,
                    realHabits,
                    RareWords.habits(candidate.vocabulary()))));
      }
      return ages;
    } finally {
      new CorpusFolder(scratch).remove();
    }
  }
}
