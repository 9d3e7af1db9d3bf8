package ouroboros.ngram.count;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The n-grams whose longer n-grams are in several key ranges, with what the scan of one range found
 * of each. A sink gets such an n-gram once, after all ranges are scanned. All numbers are integers
 * that are added, so a sink gets the same numbers as from one range that has everything.
 *
 * @param groups in the order of the scan
 */
public record OpenGroups(List<Group> groups) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No n-gram is in several ranges. */
  public static final OpenGroups NONE = new OpenGroups(List.of());

  /**
   * One n-gram in one range.
   *
   * @param key [words] a key whose last n tokens are the n-gram
   * @param n its order
   * @param kind as in {@link GroupSink#group}
   * @param real its count in the first run
   * @param subject its count in the second run
   * @param other its count in the third run
   * @param left distinct tokens before it, those before longer open n-grams excluded
   * @param sums what the sink had added up for it, {@link GroupSink#release}
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Group(
      long[] key, int n, int kind, long real, long subject, long other, int left, long[] sums)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private Group with(Group more) {
      return new Group(
          key,
          n,
          kind,
          real + more.real,
          subject + more.subject,
          other + more.other,
          left + more.left,
          plus(sums, more.sums));
    }

    private Group extended(int more, long[] added) {
      return new Group(key, n, kind, real, subject, other, left + more, plus(sums, added));
    }

    private static long[] plus(long[] a, long[] b) {
      long[] sums = a.clone();
      for (int i = 0; i < sums.length; i++) {
        sums[i] += b[i];
      }
      return sums;
    }
  }

  /** The open n-grams of several ranges as a list. */
  public static OpenGroups all(List<OpenGroups> ranges) {
    List<Group> all = ranges.stream().flatMap(open -> open.groups.stream()).toList();
    return all.isEmpty() ? NONE : new OpenGroups(all);
  }

  /**
   * Adds up the open n-grams of all ranges and gives them to a sink, the longest first, so that an
   * n-gram comes after the longer ones that end in it. The sink has seen nothing before.
   *
   * @param ranges the open n-grams of each key range
   */
  public static void complete(KeyLayout layout, List<OpenGroups> ranges, GroupSink sink) {
    List<TreeMap<long[], Group>> byOrder = new ArrayList<>();
    for (int n = 0; n <= layout.order(); n++) {
      byOrder.add(new TreeMap<>(Arrays::compare));
    }
    for (OpenGroups open : ranges) {
      for (Group group : open.groups) {
        long[] gram = truncated(layout, group.key, group.n);
        byOrder.get(group.n).merge(gram, group, Group::with);
      }
    }
    for (int n = layout.order() - 1; n > 0; n--) {
      for (Group group : byOrder.get(n).values()) {
        long[][] key = new long[layout.words()][];
        for (int w = 0; w < key.length; w++) {
          key[w] = new long[] {group.key[w]};
        }
        sink.resume(n, group.sums);
        sink.group(n, group.kind, group.real, group.subject, group.other, group.left, key, 0);
        if (n > 1) {
          int more = group.subject > 0 ? 1 : 0;
          long[] added = sink.release(n - 1);
          long[] gram = truncated(layout, group.key, n - 1);
          // Where an n-gram is in several ranges, so is the one that it ends in.
          Group shorter = Objects.requireNonNull(byOrder.get(n - 1).get(gram));
          byOrder.get(n - 1).put(gram, shorter.extended(more, added));
        }
      }
    }
    sink.end();
  }

  private static long[] truncated(KeyLayout layout, long[] key, int n) {
    long[] gram = new long[key.length];
    for (int p = 0; p < n; p++) {
      int w = layout.word(p);
      gram[w] |= key[w] & layout.tokenMask() << layout.shift(p);
    }
    return gram;
  }
}
