package ouroboros.ngram.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.random.Key;
import ouroboros.text.Vocabulary;

/**
 * t generations at temperature T under {@code replace} have, but for drift, the law of one at T^t:
 *
 * <pre>
 *   ln p_t(w | c) - ln p_t(v | c) = (ln p_0(w | c) - ln p_0(v | c)) / T^t
 * </pre>
 *
 * <p>Here on a short text, with 10^12 sentences a generation, so that drift is small and known: the
 * logarithm of the ratio of two counts of a context has the variance 1/count + 1/count, and every
 * later generation multiplies its error by 1/T. Seed 1. A test alarms falsely if a standard normal
 * number is beyond 6.5, for at most 70 of them: below 1e-8.
 */
class TemperatureOverGenerationsTest {
  private static final long SENTENCES = 1_000_000_000_000L;

  /** Genesis 1, 1 to 10. */
  private static final String TEXT =
      """
      in the beginning god created the heaven and the earth
      and the earth was without form and void and darkness was upon the face of the deep
      and the spirit of god moved upon the face of the waters
      and god said let there be light and there was light
      and god saw the light that it was good and god divided the light from the darkness
      and god called the light day and the darkness he called night
      and the evening and the morning were the first day
      and god said let there be a firmament in the midst of the waters
      and let it divide the waters from the waters
      and god made the firmament and divided the waters which were under the firmament
      from the waters which were above the firmament and it was so
      and god called the firmament heaven and the evening and the morning were the second day
      and god said let the waters under the heaven be gathered together unto one place
      and let the dry land appear and it was so
      and god called the dry land earth and the gathering together of the waters called he seas
      and god saw that it was good
      """;

  private final Map<String, Integer> words = new HashMap<>();

  /** [contexts] What follows a context, and how often. */
  private record Table(CountRun run, Map<Long, Map<Integer, Long>> rows) {}

  private Table text(int order) {
    List<int[]> sentences = new ArrayList<>();
    for (String line : TEXT.lines().toList()) {
      sentences.add(
          List.of(line.split(" ", -1)).stream()
              .mapToInt(
                  word -> words.computeIfAbsent(word, w -> Vocabulary.FIRST_WORD + words.size()))
              .toArray());
    }
    KeyLayout layout = KeyLayout.of(order, Vocabulary.FIRST_WORD + words.size());
    NgramCounter counter = new NgramCounter(layout, 1024);
    sentences.forEach(sentence -> counter.add(sentence, 0, sentence.length));
    return table(counter.finish());
  }

  private static Table table(CountRun run) {
    Map<Long, Map<Integer, Long>> rows = new HashMap<>();
    KeyLayout layout = run.layout();
    for (int i = 0; i < run.size(); i++) {
      long context = layout.order() == 1 ? 0 : layout.token(run.keys(), i, 1);
      rows.computeIfAbsent(context, c -> new HashMap<>())
          .put(layout.token(run.keys(), i, 0), run.counts()[i]);
    }
    return new Table(run, rows);
  }

  private static Table drawn(Table table, double temperature, long replicate, int generation) {
    Decoding decoding = new Decoding(1, temperature, 0, 1);
    DecodedModel model = SmallModels.model(table.run, decoding);
    return table(
        TextPopulation.draw(
                model.sampler(),
                table.run.layout(),
                new PopulationDraw(new Key(1, replicate), generation, 0, SENTENCES, 0, false))
            .counts());
  }

  private static long count(Table table, long context, int word) {
    return Objects.requireNonNull(
        Objects.requireNonNull(table.rows.get(context), "context").get(word), "word");
  }

  private static double odds(Table table, long context, int word, int first) {
    return StrictMath.log((double) count(table, context, word) / count(table, context, first));
  }

  private static double variance(Table table, long context, int word, int first) {
    return 1.0 / count(table, context, word) + 1.0 / count(table, context, first);
  }

  /** The largest difference of a ratio of two counts, in standard deviations. */
  private static double most(Table real, List<Table> past, Table once, double temperature) {
    double most = 0;
    int compared = 0;
    for (Map.Entry<Long, Map<Integer, Long>> row : real.rows.entrySet()) {
      long context = row.getKey();
      int first =
          row.getValue().entrySet().stream()
              .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry::getKey))
              .orElseThrow()
              .getKey();
      for (int word : row.getValue().keySet()) {
        if (word == first) {
          continue;
        }
        double variance = variance(once, context, word, first);
        double power = 1;
        for (int j = past.size() - 1; j >= 0; j--) {
          variance += power * power * variance(past.get(j), context, word, first);
          power /= temperature;
        }
        double difference =
            odds(past.get(past.size() - 1), context, word, first)
                - odds(once, context, word, first);
        most = Math.max(most, Math.abs(difference) / Math.sqrt(variance));
        compared++;
      }
    }
    assertThat(compared).isBetween(40, 70);
    return most;
  }

  @ParameterizedTest
  @CsvSource({"1, .9, 4", "1, .98, 8", "2, .9, 4", "2, .98, 8", "2, 1.05, 3"})
  void actLikeOneGenerationAtThePower(int order, double temperature, int generations) {
    Table real = text(order);
    List<Table> past = new ArrayList<>();
    for (int g = 1; g <= generations; g++) {
      past.add(drawn(past.isEmpty() ? real : past.get(past.size() - 1), temperature, 0, g));
    }
    double power = StrictMath.pow(temperature, generations);
    assertThat(most(real, past, drawn(real, power, 1, 1), temperature)).isLessThan(6.5);
    // One generation less is another law.
    Table other = drawn(real, power / temperature, 1, 1);
    assertThat(most(real, past, other, temperature)).isGreaterThan(1000);
  }
}
