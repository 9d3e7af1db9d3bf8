package ouroboros.spark.count;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.metric.count.OwnEntropy;
import ouroboros.metric.count.RangeCounts;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.GroupSink;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.spark.cluster.Storage;

/**
 * What is computed from a table while a step makes it, range by range, in the same task. {@link
 * #NOTHING} is where a request begins; each method adds one thing that is asked for.
 */
public final class ScanRequest implements Serializable {
  private static final long serialVersionUID = 1;

  /** Nothing is measured. */
  public static final ScanRequest NOTHING = new ScanRequest();

  private @Nullable CountTable real;
  private List<CountTable> otherReal = List.of();
  private @Nullable Broadcast<ReferenceScan> yardstick;
  private @Nullable SentenceMeasure sentences;
  private int metricOrder;
  private @Nullable Broadcast<HeldOut> heldOut;
  private int[] tops = {};
  private int closed;
  private long unit = 1;

  private ScanRequest() {}

  private ScanRequest(ScanRequest from) {
    real = from.real;
    otherReal = from.otherReal;
    yardstick = from.yardstick;
    sentences = from.sentences;
    metricOrder = from.metricOrder;
    heldOut = from.heldOut;
    tops = from.tops;
    closed = from.closed;
    unit = from.unit;
  }

  /**
   * The count metrics.
   *
   * @param table R's
   * @param order highest n
   */
  public ScanRequest against(CountTable table, int order) {
    ScanRequest request = new ScanRequest(this);
    request.real = table;
    request.metricOrder = order;
    return request;
  }

  /** What is novel is found in none of these tables of other real text. */
  public ScanRequest withOtherReal(List<CountTable> tables) {
    ScanRequest request = new ScanRequest(this);
    request.otherReal = List.copyOf(tables);
    return request;
  }

  /** What else subjects are compared with. */
  public ScanRequest with(Broadcast<ReferenceScan> more) {
    ScanRequest request = new ScanRequest(this);
    request.yardstick = more;
    return request;
  }

  /** What is measured of whole sentences where they pass; null for nothing. */
  public ScanRequest with(@Nullable SentenceMeasure ofSentences) {
    ScanRequest request = new ScanRequest(this);
    request.sentences = ofSentences;
    return request;
  }

  /**
   * The counts of a text's n-grams.
   *
   * @param text that is to be scored; null for none
   * @param orders of the models that it is scored under
   * @param types one more than the highest id of R's types
   */
  public ScanRequest scoring(@Nullable Broadcast<HeldOut> text, int[] orders, int types) {
    ScanRequest request = new ScanRequest(this);
    request.heldOut = text;
    request.tops = orders.clone();
    request.closed = types;
    return request;
  }

  /** One occurrence of weight 1 counts so much in the subject; 1 unless said. */
  public ScanRequest inUnitsOf(long count) {
    ScanRequest request = new ScanRequest(this);
    request.unit = count;
    return request;
  }

  /** What is measured of whole sentences; null for nothing. */
  @Nullable SentenceMeasure sentences() {
    return sentences;
  }

  /** What is asked of whole sentences, and nothing else. */
  ScanRequest onlySentences() {
    return NOTHING.with(sentences);
  }

  /** All but what is asked of whole sentences. */
  ScanRequest withoutSentences() {
    return with((SentenceMeasure) null);
  }

  /**
   * What was measured in one key range.
   *
   * @param counts state of the count metrics
   * @param heldOut counts for the test text
   */
  public record Range(@Nullable RangeCounts counts, @Nullable HeldOutCounts heldOut)
      implements Serializable {
    /** Nothing was asked. */
    public static final Range EMPTY = new Range(null, null);

    /** The same with the states of the count metrics. */
    Range with(RangeCounts known) {
      return new Range(known, heldOut);
    }
  }

  Range scan(Storage storage, int range, CountRun subject) {
    KeyLayout layout = subject.layout();
    if (real == null && heldOut == null) {
      return Range.EMPTY;
    }
    CountRun first = real == null ? CountRun.empty(layout) : storage.read(real.ranges().get(range));
    CountRun other =
        CountMerge.sum(
            layout, otherReal.stream().map(t -> storage.read(t.ranges().get(range))).toList());
    ReferenceScan held = yardstick == null ? ReferenceScan.NONE : yardstick.value();
    RangeCounts.@Nullable Collector counts =
        real == null ? null : new RangeCounts.Collector(metricOrder, layout, held.exclusive());
    HeldOutCounts test =
        heldOut == null ? null : new HeldOutCounts(heldOut.value(), layout, tops, closed, unit);
    GroupSink sink =
        counts == null
            ? java.util.Objects.requireNonNull(test)
            : test == null ? counts : both(counts, test);
    OwnEntropy.@Nullable Collector own =
        held.ownOrder() > 0 && test != null ? new OwnEntropy.Collector(held.ownOrder()) : null;
    if (own != null) {
      sink = both(sink, own);
    }
    SuffixScan.of(first, subject, other, sink);
    return new Range(
        counts == null
            ? null
            : counts.finish(
                held.novelty(metricOrder, range, first, other),
                own == null ? OwnEntropy.NONE : own.finish()),
        test);
  }

  private static GroupSink both(GroupSink a, GroupSink b) {
    return new GroupSink() {
      @Override
      public void group(
          int n, int kind, long real, long count, long other, int left, long[][] keys, int at) {
        a.group(n, kind, real, count, other, left, keys, at);
        b.group(n, kind, real, count, other, left, keys, at);
      }

      @Override
      public void end() {
        a.end();
        b.end();
      }
    };
  }
}
