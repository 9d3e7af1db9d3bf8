package ouroboros.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.dating.AgeEstimate;
import ouroboros.dating.AgeInterval;
import ouroboros.dating.DatedCounts;
import ouroboros.dating.Dating;
import ouroboros.dating.FeedbackPolicy;
import ouroboros.dating.NgramCounts;
import ouroboros.dating.NgramKeys;
import ouroboros.dating.RareNgrams;
import ouroboros.dating.RareRepeats;
import ouroboros.dating.TextAge;
import ouroboros.dating.TokenHabits;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.experiment.store.StoredRun;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.external.MeasuredText;
import ouroboros.spark.external.RareWords;
import ouroboros.spark.external.TextNgrams;
import ouroboros.text.StatedText;
import ouroboros.text.Vocabulary;

/**
 * Dates every generation of runs whose ages are known, from their sealed counts, and prints the
 * table of ancestry.md: {@code DatedRuns RUN ..} with runs of {@code conf/runs/ages.yaml}.
 */
final class DatedRuns {
  private static final Pattern SHARE = Pattern.compile("real-share=([.\\d]+)");
  private static final KeyLayout GROUPED = KeyLayout.ofBits(2, 24);
  private static final NgramKeys EVERY = new NgramKeys(0);
  private static final double NEAR = .03;

  private final Map<String, Row> rows = new TreeMap<>();

  private DatedRuns() {}

  /** One line of the table. */
  private static final class Row {
    int texts;
    int dated;
    int near;
    int covered;
    int shares;
    int close;
    int sharesCovered;
  }

  /** Prints the table. */
  public static void main(String[] runs) {
    DatedRuns all = new DatedRuns();
    for (String each : runs) {
      all.add(each);
    }
    System.out.println(
        "| cell | texts | dated | k within 1 | k covered | a within .03 | a covered |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    all.rows.forEach(
        (cell, row) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d of %d | %d of %d |%n",
                cell,
                row.texts,
                row.dated,
                row.near,
                row.covered,
                row.close,
                row.shares,
                row.sharesCovered,
                row.shares));
  }

  private void add(String folder) {
    StoredRun run = StoredRun.open(ExperimentRun.folder(folder));
    Storage storage = new Storage(folder);
    RareRepeats repeats;
    Vocabulary vocabulary;
    List<RareNgrams> ngrams;
    GroupedCounts halves = null;
    try (Session session = Session.open("ouroboros ages")) {
      MeasuredText real =
          MeasuredText.open(
              session.spark(), folder + "/corpus", StatedText.NOTHING, 1, folder + "/unused");
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
      repeats = RareWords.repeats(spark, real);
      vocabulary = real.vocabulary();
      ngrams = RareNgrams.of(TextNgrams.of(spark, real, EVERY));
    }
    for (String cell : run.cells()) {
      for (int replicate = 0; replicate < run.replicates(); replicate++) {
        CountRun real =
            words(storage, run.manifest(cell, replicate, 0).orElseThrow().tables().training());
        halves = halves == null ? grouped(real, real) : halves;
        for (int k = 1; k <= run.generations(); k++) {
          var manifest = run.manifest(cell, replicate, k);
          if (manifest.isPresent()) {
            CountRun text = words(storage, manifest.get().tables().synthetic());
            TextAge age =
                Dating.of(
                    new DatedCounts(
                        grouped(real, text),
                        ngrams(ngrams, storage, manifest.get().tables().synthetic(), vocabulary),
                        halves,
                        repeats,
                        TokenHabits.NONE,
                        TokenHabits.NONE));
            count(cell, k, age);
            System.err.println(
                cell
                    + " "
                    + replicate
                    + " "
                    + k
                    + ": "
                    + age.sentence()
                    + "; "
                    + (age.readFrom() == null ? "" : age.readFrom().sentence())
                    + (age.fit() == null ? "" : "; fit p " + age.fit().p()));
          }
        }
      }
    }
  }

  private void count(String cell, int k, TextAge age) {
    Row row = rows.computeIfAbsent(cell, key -> new Row());
    row.texts++;
    AgeEstimate found = age.estimate();
    if (found == null) {
      return;
    }
    row.dated++;
    AgeInterval interval = found.interval();
    row.near += Math.abs(found.age().generations() - k) <= 1 ? 1 : 0;
    row.covered += k >= interval.atLeast() && k <= interval.atMost() ? 1 : 0;
    if (k > 2 && found.age().policy() != FeedbackPolicy.ACCUMULATE) {
      Matcher named = SHARE.matcher(cell);
      double share = named.find() ? Double.parseDouble(named.group(1)) : 0;
      row.shares++;
      row.close += Math.abs(found.age().realShare() - share) <= NEAR ? 1 : 0;
      row.sharesCovered += share >= interval.lowShare() && share <= interval.highShare() ? 1 : 0;
    }
  }

  /** The counts of words, without marks of sentences, in the order of their numbers. */
  private static CountRun words(Storage storage, CountTable table) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    for (SealedFile each : table.ranges()) {
      CountRun run = storage.read(each);
      for (int i = 0; i < run.size(); i++) {
        int last = run.layout().token(run.keys(), i, 0);
        if (last >= Vocabulary.FIRST_WORD) {
          counts.merge(last, run.counts()[i], Long::sum);
        }
      }
    }
    List<Integer> ids = new ArrayList<>(counts.keySet());
    return new CountRun(
        KeyLayout.ofBits(1, 24),
        new long[][] {ids.stream().mapToLong(id -> id).toArray()},
        counts.values().stream().mapToLong(count -> count).toArray(),
        ids.size());
  }

  /** The n-grams of a table of their order at least, the longest ones first. */
  private static List<NgramCounts> ngrams(
      List<RareNgrams> real, Storage storage, CountTable table, Vocabulary vocabulary) {
    List<NgramCounts> all = new ArrayList<>();
    for (int n = NgramKeys.LONGEST; n > 1; n--) {
      LongStream.Builder keys = LongStream.builder();
      LongStream.Builder counts = LongStream.builder();
      for (SealedFile each : table.ranges()) {
        CountRun run = storage.read(each);
        for (int i = 0; i < run.size() && run.layout().order() >= n; i++) {
          long key = 0;
          boolean isWords = true;
          for (int p = n - 1; p >= 0; p--) {
            int id = run.layout().token(run.keys(), i, p);
            isWords = isWords && id >= Vocabulary.FIRST_WORD;
            key = isWords ? NgramKeys.longer(key, NgramKeys.word(vocabulary.word(id))) : key;
          }
          if (isWords) {
            keys.add(key);
            counts.add(run.counts()[i]);
          }
        }
      }
      all.add(NgramCounts.of(real.get(n - 2), keys.build().toArray(), counts.build().toArray()));
    }
    return all;
  }

  private static GroupedCounts grouped(CountRun real, CountRun text) {
    GroupedCounts.Collector counts = new GroupedCounts.Collector(GROUPED);
    SuffixScan.of(
        real.preceded(GROUPED, 0), text.preceded(GROUPED, 0), CountRun.empty(GROUPED), counts);
    return counts.finish();
  }
}
