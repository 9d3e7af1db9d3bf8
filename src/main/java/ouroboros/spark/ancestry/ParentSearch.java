package ouroboros.spark.ancestry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.ancestry.AskedNgrams;
import ouroboros.ancestry.Parent;
import ouroboros.ancestry.Place;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.Storage;

/**
 * The parents of tokens of one generation: the sentences that contain them are drawn again, which
 * gives an n-gram and the number of one of its occurrences; then the sentences of the training set
 * are drawn again, to find these occurrences.
 */
final class ParentSearch {
  private final JavaSparkContext spark;
  private final Storage storage;
  private final TracedLineage lineage;
  private final RecipeSentences sentences;
  private final OccurrenceSearch search;

  ParentSearch(
      JavaSparkContext spark,
      Storage storage,
      TracedLineage lineage,
      RecipeSentences sentences,
      OccurrenceSearch search) {
    this.spark = spark;
    this.storage = storage;
    this.lineage = lineage;
    this.sentences = sentences;
    this.search = search;
  }

  /**
   * The parents of tokens of S_g or S'_g.
   *
   * @param text S_g or S'_g
   */
  List<Parent> of(int g, DrawnText text, List<Place> children) {
    Traced traced = new Traced(children.size());
    Storage from = storage;
    for (long[] numbers : Jobs.each(spark, redraws(text, children), task -> task.traced(from))) {
      traced.add(numbers);
    }
    KeyedStream random = lineage.key().stream(g, Purpose.ANCESTOR, 0);
    int[] asks = IntStream.range(0, children.size()).filter(i -> traced.orders[i] > 0).toArray();
    Place[] places =
        search.find(
            sentences.training(lineage.model(g)),
            traced.ngrams.build(),
            IntStream.of(asks).map(i -> traced.numbers[i]).toArray(),
            (ask, total) -> {
              Place child = children.get(asks[ask]);
              if (traced.occurrences[asks[ask]] >= 0) {
                return traced.occurrences[asks[ask]];
              }
              random.seek(child.unit(), child.position());
              return random.below(total);
            });
    Parent[] parents = new Parent[children.size()];
    Arrays.setAll(parents, i -> Parent.mutation(traced.words[i]));
    for (int ask = 0; ask < asks.length; ask++) {
      parents[asks[ask]] =
          new Parent(
              Objects.requireNonNull(
                  places[ask], () -> "an n-gram of S_" + g + " does not occur in its training set"),
              traced.orders[asks[ask]],
              traced.words[asks[ask]]);
    }
    return List.of(parents);
  }

  /** Tasks that draw the sentences of tokens again; a sentence is in one task. */
  private List<RedrawTask> redraws(DrawnText text, List<Place> children) {
    int wanted = Math.max(1, Math.min(4 * spark.defaultParallelism(), children.size() / 256));
    List<RedrawTask> tasks = new ArrayList<>();
    int from = 0;
    for (int t = 1; t <= wanted; t++) {
      int to = (int) ((long) children.size() * t / wanted);
      while (to > from
          && to < children.size()
          && children.get(to).unit() == children.get(to - 1).unit()) {
        to++;
      }
      if (to > from) {
        List<Place> own = children.subList(from, to);
        tasks.add(
            new RedrawTask(
                text,
                own.stream().flatMapToLong(place -> LongStream.of(place.unit())).toArray(),
                own.stream().mapToInt(Place::position).toArray()));
        from = to;
      }
    }
    return tasks;
  }

  /** As which n-grams tokens were drawn. */
  private static final class Traced {
    private final AskedNgrams.Builder ngrams = new AskedNgrams.Builder();
    private final int[] numbers;
    private final int[] orders;
    private final int[] words;
    private final long[] occurrences;
    private int filled;

    Traced(int tokens) {
      numbers = new int[tokens];
      orders = new int[tokens];
      words = new int[tokens];
      occurrences = new long[tokens];
    }

    void add(long[] traced) {
      for (int at = 0; at < traced.length; filled++) {
        int order = (int) traced[at];
        orders[filled] = order;
        occurrences[filled] = traced[at + 1];
        int component = (int) traced[at + 2];
        words[filled] = (int) traced[at + 3];
        at += RedrawTask.HEAD;
        if (order > 0) {
          List<Integer> tokens =
              Arrays.stream(traced, at, at + order).mapToObj(t -> (int) t).toList();
          numbers[filled] = ngrams.number(new AskedNgrams.Ngram(component, tokens));
          at += order;
        }
      }
    }
  }
}
