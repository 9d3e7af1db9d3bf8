package ouroboros.metric.sentence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.DocumentBlock;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * Splits documents into k clusters by their words: classification EM for a mixture of unigrams.
 * Each round assigns every document to the cluster under which it is most probable (the first of
 * several equal ones) and then counts the words of each cluster again. {@link StrataModel} turns
 * these counts into probabilities. Labels and counts are integers and logarithms are fixed-point
 * numbers, so a fit has the same bits for any partitioning.
 *
 * <p>Start: the best of {@value #STARTS} short fits, each from k documents drawn by the key. The
 * fit ends when no document changes its cluster, or after {@value #MOST_ROUNDS} rounds. A cluster
 * that loses its last document stays empty. Cost of a round: one addition per token and cluster.
 *
 * @see <a href="https://doi.org/10.1016/0167-9473(92)90042-E">Celeux, Govaert (1992),
 *     classification EM</a>
 * @see <a href="https://doi.org/10.1016/S0167-9473(02)00163-9">Biernacki, Celeux, Govaert (2003),
 *     starts by short runs</a>
 */
public final class DocumentClusters {
  private static final int STARTS = 10;
  private static final int SHORT = 3;
  private static final int MOST_ROUNDS = 100;

  private final Blocks<DocumentBlock> documents;
  private final int clusters;
  private final int ids;

  private DocumentClusters(Blocks<DocumentBlock> documents, int clusters, int ids) {
    this.documents = documents;
    this.clusters = clusters;
    this.ids = ids;
  }

  /**
   * The result of a fit.
   *
   * @param model gives the probability of a document in each cluster
   * @param labels [documents] the cluster of each
   * @param rounds of the final fit
   */
  public record Found(StrataModel model, int[] labels, int rounds) {}

  /**
   * Fits the clusters.
   *
   * @param documents of R; the starting documents are drawn from the first block
   * @param clusters at least 1, at most as many as the first block has documents
   * @param ids one more than the highest id of a word that is used
   */
  public static Found of(Blocks<DocumentBlock> documents, int clusters, int ids, Key key) {
    DocumentClusters fit = new DocumentClusters(documents, clusters, ids);
    long[][] best = new long[0][];
    long most = Long.MIN_VALUE;
    for (int start = 0; start < STARTS; start++) {
      long[][] counts = fit.start(key.stream(start, Purpose.START, 0));
      List<Assigned> assigned = List.of();
      for (int round = 0; round < SHORT; round++) {
        assigned = fit.assign(fit.model(counts));
        counts = fit.sum(assigned);
      }
      long likelihood = assigned.stream().mapToLong(Assigned::logs).sum();
      if (likelihood > most) {
        most = likelihood;
        best = counts;
      }
    }
    int[] labels = new int[0];
    for (int round = 1; ; round++) {
      StrataModel model = fit.model(best);
      List<Assigned> assigned = fit.assign(model);
      int[] now = assigned.stream().flatMapToInt(a -> Arrays.stream(a.labels)).toArray();
      if (Arrays.equals(now, labels) || round == MOST_ROUNDS) {
        return new Found(model, now, round);
      }
      labels = now;
      best = fit.sum(assigned);
    }
  }

  /** The cluster of each document of a block. */
  public static int[] labels(StrataModel model, DocumentBlock block) {
    int[] labels = new int[block.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = model.nearest(block.tokens(), start(block, i), end(block, i)).stratum();
    }
    return labels;
  }

  private static int start(DocumentBlock block, int document) {
    return block.start(block.firstSentence(document));
  }

  private static int end(DocumentBlock block, int document) {
    int sentences = block.documents()[document];
    return sentences == 0 ? 0 : Math.max(start(block, document), block.sentences()[sentences - 1]);
  }

  /**
   * [clusters, ids + 1] the word counts of k documents, one per cluster; the last column is the
   * number of documents.
   */
  private long[][] start(KeyedStream random) {
    DocumentBlock block = documents.first();
    int[] order = new int[block.size()];
    Arrays.setAll(order, i -> i);
    long[][] counts = new long[clusters][ids + 1];
    for (int k = 0; k < clusters; k++) {
      int other = k + (int) random.below(order.length - (long) k);
      int document = order[other];
      order[other] = order[k];
      for (int t = start(block, document); t < end(block, document); t++) {
        if (block.tokens()[t] < ids) {
          counts[k][block.tokens()[t]]++;
        }
      }
      counts[k][ids] = 1;
    }
    return counts;
  }

  private StrataModel model(long[][] counts) {
    long[][] words =
        Arrays.stream(counts).map(row -> Arrays.copyOf(row, ids)).toArray(long[][]::new);
    return StrataModel.of(words, Arrays.stream(counts).mapToLong(row -> row[ids]).toArray());
  }

  private List<Assigned> assign(StrataModel model) {
    int words = ids;
    return documents.map(block -> Assigned.of(model, block, words));
  }

  private long[][] sum(List<Assigned> assigned) {
    long[][] counts = new long[clusters][ids + 1];
    for (Assigned each : assigned) {
      for (int i = 0; i < each.keys.length; i++) {
        counts[each.keys[i] / ids][each.keys[i] % ids] += each.counts[i];
      }
      for (int label : each.labels) {
        counts[label][ids]++;
      }
    }
    return counts;
  }

  /**
   * The documents of a block, assigned to their clusters.
   *
   * @param logs sum of log2 p(document, cluster), in the model's fixed-point unit
   * @param keys cluster x ids + word, ascending
   * @param counts how often each key occurs
   */
  private record Assigned(int[] labels, long logs, int[] keys, int[] counts)
      implements Serializable {
    static Assigned of(StrataModel model, DocumentBlock block, int ids) {
      int[] labels = new int[block.size()];
      int[] tokens = new int[block.tokens().length];
      int n = 0;
      long logs = 0;
      for (int i = 0; i < labels.length; i++) {
        StrataModel.Nearest nearest = model.nearest(block.tokens(), start(block, i), end(block, i));
        labels[i] = nearest.stratum();
        logs += nearest.log();
        for (int t = start(block, i); t < end(block, i); t++) {
          if (block.tokens()[t] < ids) {
            tokens[n++] = Math.addExact(Math.multiplyExact(labels[i], ids), block.tokens()[t]);
          }
        }
      }
      Arrays.sort(tokens, 0, n);
      List<int[]> runs = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        if (i > 0 && tokens[i] == tokens[i - 1]) {
          runs.get(runs.size() - 1)[1]++;
        } else {
          runs.add(new int[] {tokens[i], 1});
        }
      }
      return new Assigned(
          labels,
          logs,
          runs.stream().mapToInt(run -> run[0]).toArray(),
          runs.stream().mapToInt(run -> run[1]).toArray());
    }
  }
}
