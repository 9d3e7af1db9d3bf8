package ouroboros.ngram.count;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.text.Vocabulary;

/**
 * One pass over up to three sorted tables in parallel. It visits every distinct n-gram of every
 * order once, with its counts. All count metrics, adjusted counts and counts of counts are computed
 * from this pass.
 *
 * <p>Input: runs in suffix order. Output: groups. Those of one order are in ascending suffix order;
 * an n-gram comes after the longer n-grams that end in it. Cost: one comparison per entry and one
 * call per distinct n-gram.
 */
public final class SuffixScan {
  private final KeyLayout layout;
  private final GroupSink sink;
  private final long[] real;
  private final long[] subject;
  private final long[] other;
  private final int[] left;
  private final int[] kind;
  private final @Nullable KeyRanges ranges;
  private final int range;

  /** Shorter n-grams may go on in another range. */
  private final int shared;

  private final List<OpenGroups.Group> open = new ArrayList<>();

  private SuffixScan(KeyLayout layout, GroupSink sink, @Nullable KeyRanges ranges, int range) {
    this.layout = layout;
    this.sink = sink;
    this.ranges = ranges;
    this.range = range;
    shared = ranges == null ? 1 : ranges.longestShared(range);
    int slots = layout.order() + 1;
    real = new long[slots];
    subject = new long[slots];
    other = new long[slots];
    left = new int[slots];
    kind = new int[slots];
  }

  /** Scans one table as the second run, the subject; the other two are empty. */
  public static void of(CountRun subject, GroupSink sink) {
    CountRun none = CountRun.empty(subject.layout());
    of(none, subject, none, sink);
  }

  /** Scans the union of the n-grams of three tables, which have the same layout. */
  public static void of(CountRun real, CountRun subject, CountRun other, GroupSink sink) {
    new SuffixScan(subject.layout(), sink, null, 0).scan(real, subject, other);
  }

  /**
   * The same for one key range of three tables.
   *
   * @return the n-grams that other ranges have too; the sink did not get them
   */
  public static OpenGroups of(
      KeyRanges ranges,
      int range,
      CountRun real,
      CountRun subject,
      CountRun other,
      GroupSink sink) {
    SuffixScan scan = new SuffixScan(subject.layout(), sink, ranges, range);
    scan.scan(real, subject, other);
    return scan.open.isEmpty() ? OpenGroups.NONE : new OpenGroups(List.copyOf(scan.open));
  }

  /**
   * Scans one table that is given in several runs, one after the other; only one is held at a time.
   */
  public static void of(KeyLayout layout, Iterator<CountRun> runs, GroupSink sink) {
    SuffixScan scan = new SuffixScan(layout, sink, null, 0);
    CountRun before = runs.hasNext() ? runs.next() : CountRun.empty(layout);
    if (!runs.hasNext()) {
      scan.scan(CountRun.empty(layout), before, CountRun.empty(layout));
      return;
    }
    scan.single(CountRun.empty(layout), before);
    while (runs.hasNext()) {
      CountRun run = runs.next();
      if (run.size() > 0) {
        scan.single(before, run);
        before = run;
      }
    }
    scan.endOf(before);
    sink.end();
  }

  private void scan(CountRun r, CountRun s, CountRun o) {
    if (layout.words() == 1) {
      narrow(r, s, o);
    } else {
      wide(r, s, o);
    }
    sink.end();
  }

  private void narrow(CountRun r, CountRun s, CountRun o) {
    long[] x = r.keys()[0];
    long[] y = s.keys()[0];
    long[] z = o.keys()[0];
    int order = layout.order();
    int i = 0;
    int j = 0;
    int k = 0;
    long[][] previousKeys = s.keys();
    int previous = -1;
    long previousKey = -1;
    while (true) {
      long p = i < r.size() ? x[i] : Long.MAX_VALUE;
      long q = j < s.size() ? y[j] : Long.MAX_VALUE;
      long t = k < o.size() ? z[k] : Long.MAX_VALUE;
      long key = Math.min(Math.min(p, q), t);
      if (key == Long.MAX_VALUE) {
        break;
      }
      int common = previous < 0 ? 0 : layout.whole(key ^ previousKey);
      if (previous >= 0) {
        close(common, previousKeys, previous);
      }
      previousKeys = q == key ? s.keys() : p == key ? r.keys() : o.keys();
      previous = q == key ? j : p == key ? i : k;
      previousKey = key;
      open(common, key);
      real[order] = p == key ? r.counts()[i++] : 0;
      subject[order] = q == key ? s.counts()[j++] : 0;
      other[order] = t == key ? o.counts()[k++] : 0;
    }
    if (previous >= 0) {
      close(0, previousKeys, previous);
    }
  }

  private void wide(CountRun r, CountRun s, CountRun o) {
    if (r.size() == 0 && o.size() == 0) {
      single(CountRun.empty(layout), s);
      endOf(s);
      return;
    }
    CountRun[] runs = {r, s, o};
    int[] at = new int[3];
    int order = layout.order();
    long[][] previousKeys = s.keys();
    int previous = -1;
    while (true) {
      int least = -1;
      for (int a = 0; a < 3; a++) {
        if (at[a] < runs[a].size()
            && (least < 0
                || layout.compare(runs[a].keys(), at[a], runs[least].keys(), at[least]) < 0)) {
          least = a;
        }
      }
      if (least < 0) {
        break;
      }
      long[][] keys = runs[least].keys();
      int index = at[least];
      int common = previous < 0 ? 0 : layout.shared(keys, index, previousKeys, previous);
      if (previous >= 0) {
        close(common, previousKeys, previous);
      }
      open(common, keys, index);
      real[order] = take(runs[0], at, 0, keys, index);
      subject[order] = take(runs[1], at, 1, keys, index);
      other[order] = take(runs[2], at, 2, keys, index);
      previousKeys = keys;
      previous = index;
    }
    if (previous >= 0) {
      close(0, previousKeys, previous);
    }
  }

  private void single(CountRun before, CountRun run) {
    long[][] keys = run.keys();
    long[][] previousKeys = before.keys();
    int previous = before.size() - 1;
    int order = layout.order();
    for (int i = 0; i < run.size(); i++) {
      int common = 0;
      if (previous >= 0) {
        common = layout.shared(keys, i, previousKeys, previous);
        close(common, previousKeys, previous);
      }
      open(common, keys, i);
      subject[order] = run.counts()[i];
      previousKeys = keys;
      previous = i;
    }
  }

  private void endOf(CountRun run) {
    if (run.size() > 0) {
      close(0, run.keys(), run.size() - 1);
    }
  }

  private long take(CountRun run, int[] at, int a, long[][] keys, int index) {
    if (at[a] < run.size() && layout.compare(run.keys(), at[a], keys, index) == 0) {
      return run.counts()[at[a]++];
    }
    return 0;
  }

  /**
   * Ends the groups of more than {@code common} tokens; each adds its counts to the group that is
   * one token shorter.
   */
  private void close(int common, long[][] keys, int at) {
    for (int n = layout.order(); n > common; n--) {
      boolean goesOn = n < shared && ranges != null && ranges.isShared(range, n, keys, at);
      if (goesOn) {
        hold(n, keys, at);
      } else {
        sink.group(n, kind[n], real[n], subject[n], other[n], left[n], keys, at);
      }
      if (n > 1) {
        real[n - 1] += real[n];
        subject[n - 1] += subject[n];
        other[n - 1] += other[n];
        if (subject[n] > 0 && !goesOn) {
          left[n - 1]++;
        }
      }
    }
  }

  private void hold(int n, long[][] keys, int at) {
    long[] key = new long[keys.length];
    for (int w = 0; w < key.length; w++) {
      key[w] = keys[w][at];
    }
    open.add(
        new OpenGroups.Group(
            key, n, kind[n], real[n], subject[n], other[n], left[n], sink.release(n)));
  }

  /** Begins the groups of more than {@code common} tokens of a key that is a single long. */
  private void open(int common, long key) {
    int order = layout.order();
    int bits = layout.bits();
    long mask = layout.tokenMask();
    int previous = kind[common];
    for (int n = common + 1; n <= order; n++) {
      real[n] = 0;
      subject[n] = 0;
      other[n] = 0;
      left[n] = 0;
      int token = (int) ((key >>> ((order - n) * bits)) & mask);
      previous = token >= Vocabulary.FIRST_WORD ? previous : marked(previous, token, n);
      kind[n] = previous;
    }
  }

  private void open(int common, long[][] keys, int at) {
    for (int n = common + 1; n <= layout.order(); n++) {
      real[n] = 0;
      subject[n] = 0;
      other[n] = 0;
      left[n] = 0;
      int token = layout.token(keys, at, n - 1);
      kind[n] = token >= Vocabulary.FIRST_WORD ? kind[n - 1] : marked(kind[n - 1], token, n);
    }
  }

  /**
   * The kind of an n-gram of n tokens whose oldest token is a mark, from the kind of the n-gram
   * without that token.
   */
  private static int marked(int kind, int token, int n) {
    if (token == Vocabulary.UNK) {
      return kind | GroupSink.UNKNOWN;
    }
    if (token == Vocabulary.EOS) {
      return n == 1 ? kind | GroupSink.ENDS : kind;
    }
    if ((kind & GroupSink.STARTS) != 0) {
      return (kind & ~GroupSink.STARTS) | GroupSink.PADDED;
    }
    return (kind & GroupSink.PADDED) != 0 ? kind : kind | GroupSink.STARTS;
  }
}
