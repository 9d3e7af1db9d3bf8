package ouroboros.spark.count;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.TextModelMetric;
import ouroboros.metric.count.Novelty;
import ouroboros.metric.count.OwnEntropy;
import ouroboros.metric.count.RangeCounts;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.GroupSink;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.OpenGroups;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.count.TwoCounts;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.heldout.RelativeScale;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.spark.cluster.Storage;

/**
 * What a job computes from a table while it makes it, one key range at a time, in the task that
 * makes the range. A request begins with {@link #NOTHING}; each method adds one thing to compute.
 */
public final class ScanRequest implements Serializable {
  private static final long serialVersionUID = 1;

  /** Nothing is measured. */
  public static final ScanRequest NOTHING = new ScanRequest();

  private @Nullable CountTable real;
  private List<CountTable> otherReal = List.of();
  private @Nullable Broadcast<ReferenceScan> scan;
  private @Nullable SentenceMeasure sentences;
  private int metricOrder;
  private @Nullable Broadcast<HeldOut> heldOut;
  private int[] tops = {};
  private int closed;
  private long unit = 1;
  private @Nullable RelativeScale evaluation;
  private boolean onlyStarts;
  private boolean calibrating;

  private ScanRequest() {}

  private ScanRequest(ScanRequest from) {
    real = from.real;
    otherReal = from.otherReal;
    scan = from.scan;
    sentences = from.sentences;
    metricOrder = from.metricOrder;
    heldOut = from.heldOut;
    tops = from.tops;
    closed = from.closed;
    unit = from.unit;
    evaluation = from.evaluation;
    onlyStarts = from.onlyStarts;
    calibrating = from.calibrating;
  }

  /**
   * Adds the count metrics.
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

  /** Adds tables of other real text: an n-gram is novel if it is in none of them and not in R. */
  public ScanRequest withOtherReal(List<CountTable> tables) {
    ScanRequest request = new ScanRequest(this);
    request.otherReal = List.copyOf(tables);
    return request;
  }

  /** Adds what subjects are compared with in addition to R's counts. */
  public ScanRequest with(Broadcast<ReferenceScan> more) {
    ScanRequest request = new ScanRequest(this);
    request.scan = more;
    return request;
  }

  /** Adds the measurement of whole sentences while they are counted; null for none. */
  public ScanRequest with(@Nullable SentenceMeasure ofSentences) {
    ScanRequest request = new ScanRequest(this);
    request.sentences = ofSentences;
    return request;
  }

  /**
   * Adds the counts of a held-out text's n-grams.
   *
   * @param text to be scored; null for none
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

  /** Adds the counts that the evaluation model looks at to those of the held-out text. */
  public ScanRequest evaluating(RelativeScale scale) {
    ScanRequest request = new ScanRequest(this);
    request.evaluation = scale;
    return request;
  }

  /** Adds what the likeliest next token under the evaluation model depends on, where wanted. */
  public ScanRequest calibrating(MetricSelection wanted) {
    ScanRequest request = new ScanRequest(this);
    request.calibrating = TextModelMetric.asksForCalibration(wanted);
    return request;
  }

  /**
   * Says that without smoothing only whole contexts are looked at, so that counts of the others are
   * not needed.
   */
  public ScanRequest under(Smoothing smoothing) {
    ScanRequest request = new ScanRequest(this);
    request.onlyStarts = smoothing instanceof Smoothing.None;
    return request;
  }

  /** Sets what one occurrence of weight 1 counts in the subject; without this call it is 1. */
  public ScanRequest inUnitsOf(long count) {
    ScanRequest request = new ScanRequest(this);
    request.unit = count;
    return request;
  }

  /** The measurement of whole sentences; null for none. */
  @Nullable SentenceMeasure sentences() {
    return sentences;
  }

  /** Only the measurement of whole sentences. */
  ScanRequest onlySentences() {
    return NOTHING.with(sentences);
  }

  /** Everything except the measurement of whole sentences. */
  ScanRequest withoutSentences() {
    return with((SentenceMeasure) null);
  }

  /**
   * The results of one key range.
   *
   * @param counts state of the count metrics
   * @param heldOut counts for the test text
   * @param open n-grams that other ranges have too, of which the others know nothing yet
   */
  public record Range(@Nullable RangeCounts counts, @Nullable HeldOutCounts heldOut, Open open) {
    /** The result of a request for nothing. */
    public static final Range EMPTY = new Range(null, null, Open.NONE);

    /** The same with the states of the count metrics. */
    Range with(RangeCounts known) {
      return new Range(known, heldOut, open);
    }

    /** The sum of all ranges. The counts for the test text are added to those of the first. */
    static Range sum(List<Range> ranges) {
      HeldOutCounts ofTest = null;
      for (Range range : ranges) {
        if (ofTest == null) {
          ofTest = range.heldOut;
        } else if (range.heldOut != null) {
          ofTest.add(range.heldOut);
        }
      }
      List<RangeCounts> states =
          ranges.stream().map(Range::counts).filter(Objects::nonNull).toList();
      return new Range(
          states.isEmpty() ? null : RangeCounts.merge(states),
          ofTest,
          new Open(
              OpenGroups.all(ranges.stream().map(range -> range.open.ofText).toList()),
              OpenGroups.all(ranges.stream().map(range -> range.open.ofTest).toList())));
    }
  }

  /**
   * N-grams that several ranges have.
   *
   * @param ofText of the subject
   * @param ofTest of the test text, as far as it is compared with R
   */
  public record Open(OpenGroups ofText, OpenGroups ofTest) {
    static final Open NONE = new Open(OpenGroups.NONE, OpenGroups.NONE);
  }

  /** What is scanned of one range, or of the n-grams that several ranges have. */
  private final class Sinks {
    final RangeCounts.@Nullable Collector counts;
    final @Nullable HeldOutCounts test;
    final OwnEntropy.@Nullable Collector own;
    final GroupSink all;

    Sinks(KeyLayout layout, ReferenceScan held) {
      counts =
          real == null ? null : new RangeCounts.Collector(metricOrder, layout, held.exclusive());
      test =
          heldOut == null
              ? null
              : new HeldOutCounts(heldOut.value(), layout, tops, closed, unit, evaluation);
      if (test != null && onlyStarts) {
        test.onlyStarts();
      }
      if (heldOut != null && test != null && calibrating) {
        test.calibrating(heldOut.value());
      }
      GroupSink sink =
          counts == null
              ? Objects.requireNonNull(test)
              : test == null ? counts : both(counts, test);
      own = held.ownOrder() > 0 && test != null ? new OwnEntropy.Collector(held.ownOrder()) : null;
      all = own == null ? sink : both(sink, own);
    }

    Range finish(Novelty novelty, Open open) {
      return new Range(
          counts == null
              ? null
              : counts.finish(novelty, own == null ? OwnEntropy.NONE : own.finish()),
          test,
          open);
    }
  }

  private ReferenceScan held() {
    return scan == null ? ReferenceScan.NONE : scan.value();
  }

  /**
   * The results for the n-grams that several ranges have, which no range contains; null if there
   * are none.
   */
  @Nullable Range shared(KeyLayout layout, List<Open> ranges) {
    List<OpenGroups> ofText = ranges.stream().map(Open::ofText).toList();
    if (ofText.stream().allMatch(open -> open.groups().isEmpty())) {
      return null;
    }
    Sinks sinks = new Sinks(layout, held());
    OpenGroups.complete(layout, ofText, sinks.all);
    return sinks.finish(sharedNovelty(layout, ranges), Open.NONE);
  }

  private Novelty sharedNovelty(KeyLayout layout, List<Open> ranges) {
    return held().novelty(layout, metricOrder, ranges.stream().map(Open::ofTest).toList());
  }

  /** The same for two texts in one pass; empty if there are no such n-grams. */
  List<Range> sharedByBoth(KeyLayout layout, List<Open> ranges) {
    List<OpenGroups> ofText = ranges.stream().map(Open::ofText).toList();
    if (ofText.stream().allMatch(open -> open.groups().isEmpty())) {
      return List.of();
    }
    TwoCollectors both = new TwoCollectors(layout, held());
    OpenGroups.complete(layout, ofText, both);
    return both.finish(sharedNovelty(layout, ranges), Open.NONE);
  }

  /**
   * The count metrics of two texts whose counts are in one number. What occurs as often in both is
   * counted once for both.
   */
  private final class TwoCollectors implements GroupSink {
    private final RangeCounts.Collector same;
    private final RangeCounts.Collector a;
    private final RangeCounts.Collector b;

    TwoCollectors(KeyLayout layout, ReferenceScan held) {
      same = new RangeCounts.Collector(metricOrder, layout, held.exclusive());
      a = new RangeCounts.Collector(metricOrder, layout, held.exclusive());
      b = new RangeCounts.Collector(metricOrder, layout, held.exclusive());
    }

    @Override
    public void group(
        int n, int kind, long ofR, long count, long ofOther, int left, long[][] keys, int at) {
      if (TwoCounts.isSame(count)) {
        same.group(n, kind, ofR, count, ofOther, 0, keys, at);
      } else {
        a.group(n, kind, ofR, TwoCounts.first(count), ofOther, 0, keys, at);
        b.group(n, kind, ofR, TwoCounts.second(count), ofOther, 0, keys, at);
      }
    }

    List<Range> finish(Novelty novelty, Open open) {
      RangeCounts ofBoth = same.finish(Novelty.none(metricOrder), OwnEntropy.NONE);
      RangeCounts first = a.finish(novelty, OwnEntropy.NONE);
      RangeCounts second = b.finish(novelty, OwnEntropy.NONE);
      return List.of(
          new Range(RangeCounts.merge(List.of(ofBoth, first)), null, open),
          new Range(RangeCounts.merge(List.of(ofBoth, second)), null, Open.NONE));
    }
  }

  Range scan(Storage storage, KeyRanges ranges, int range, CountRun subject) {
    KeyLayout layout = subject.layout();
    if (real == null && heldOut == null) {
      return Range.EMPTY;
    }
    CountRun first = real == null ? CountRun.empty(layout) : storage.read(real.ranges().get(range));
    CountRun other =
        CountMerge.sum(
            layout, otherReal.stream().map(t -> storage.read(t.ranges().get(range))).toList());
    ReferenceScan held = held();
    Sinks sinks = new Sinks(layout, held);
    OpenGroups open = SuffixScan.of(ranges, range, first, subject, other, sinks.all);
    if (sinks.counts == null) {
      return sinks.finish(Novelty.none(0), new Open(open, OpenGroups.NONE));
    }
    ReferenceScan.TestNovelty test = held.novelty(metricOrder, ranges, range, first, other);
    return sinks.finish(test.found(), new Open(open, test.open()));
  }

  /**
   * The count metrics of two texts in one pass.
   *
   * @param both their counts, as in {@link TwoCounts}
   * @return the results of the first and of the second
   */
  List<Range> scanBoth(Storage storage, KeyRanges ranges, int range, CountRun both) {
    CountTable ofReal = Objects.requireNonNull(real, "S_g and S'_g are compared with R");
    KeyLayout layout = both.layout();
    CountRun first = storage.read(ofReal.ranges().get(range));
    CountRun other =
        CountMerge.sum(
            layout, otherReal.stream().map(t -> storage.read(t.ranges().get(range))).toList());
    TwoCollectors sink = new TwoCollectors(layout, held());
    OpenGroups open = SuffixScan.of(ranges, range, first, both, other, sink);
    ReferenceScan.TestNovelty test = held().novelty(metricOrder, ranges, range, first, other);
    return sink.finish(test.found(), new Open(open, test.open()));
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

      @Override
      public int sums() {
        return a.sums() + b.sums();
      }

      @Override
      public long[] release(int n) {
        long[] first = a.release(n);
        long[] second = b.release(n);
        long[] sums = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, sums, first.length, second.length);
        return sums;
      }

      @Override
      public void resume(int n, long[] sums) {
        a.resume(n, Arrays.copyOf(sums, a.sums()));
        b.resume(n, Arrays.copyOfRange(sums, a.sums(), sums.length));
      }
    };
  }
}
