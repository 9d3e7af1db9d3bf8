package ouroboros.text.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ouroboros.text.Notice;
import ouroboros.text.block.ByteReader;
import ouroboros.text.block.ByteWriter;

/**
 * What readers count, and the problems that they find. Merging is exact and gives the same report
 * in any order.
 *
 * <p>A report keeps at most {@value #KEPT} problems, the first in the order of the input. All
 * further problems are only counted.
 */
public final class IngestReport {
  private static final int KEPT = 100;

  /** A problem and its place in the input. */
  public record Problem(Origin at, String message) {}

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::at).thenComparing(Problem::message);

  private final Map<Notice, Long> counts = new EnumMap<>(Notice.class);
  private final Map<Notice, Origin> first = new EnumMap<>(Notice.class);
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Integer, TreeMap<Long, Long>> lines = new TreeMap<>();
  private final TreeMap<Integer, Utf8Decoding> damaged = new TreeMap<>();
  private final TreeMap<Integer, Long> rows = new TreeMap<>();
  private Utf8Decoding decoded = Utf8Decoding.NONE;
  private long problemCount;

  /** Counts something that was noticed at a place, or at no place. */
  public void add(Notice notice, long times, @Nullable Origin at) {
    counts.merge(notice, times, Long::sum);
    if (at != null) {
      first.merge(notice, at, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
  }

  /** Adds a problem. */
  public void problem(Origin at, String message) {
    problems.add(new Problem(at, message));
    problemCount++;
    if (problems.size() >= 2 * KEPT) {
      trim();
    }
  }

  /** Notes how many lines are in the range of a file that starts at byte {@code start}. */
  public void lines(int file, long start, long count) {
    lines.computeIfAbsent(file, key -> new TreeMap<>()).put(start, count);
  }

  /** Notes how many rows a file says that it has. */
  public void rows(int file, long count) {
    rows.put(file, count);
  }

  /** Notes what decoding a file, or a range of it, gave. */
  public void decoded(int file, Utf8Decoding decoding) {
    decoded = decoded.and(decoding);
    if (decoding.replaced() > 0) {
      damaged.merge(file, decoding, Utf8Decoding::and);
    }
  }

  /** What decoding all files gave. */
  public Utf8Decoding decoded() {
    return decoded;
  }

  /** [file] what decoding gave, of the files in which something was replaced. */
  public SortedMap<Integer, Utf8Decoding> damaged() {
    return Collections.unmodifiableSortedMap(damaged);
  }

  /** The starts of the ranges of a file that were read to their ends. */
  public Set<Long> ranges(int file) {
    return Collections.unmodifiableSet(lines.getOrDefault(file, new TreeMap<>()).keySet());
  }

  /** Whether as many rows of a file were read as it says that it has. */
  public boolean isWhole(int file) {
    long read = lines.getOrDefault(file, new TreeMap<>()).values().stream().mapToLong(n -> n).sum();
    return read == rows.getOrDefault(file, read);
  }

  /** How often something was noticed. */
  public long count(Notice notice) {
    return counts.getOrDefault(notice, 0L);
  }

  /** Where it was noticed first, in the order of the input; null if never, or at no place. */
  public @Nullable Origin first(Notice notice) {
    return first.get(notice);
  }

  /** The number of all problems, also of those that were not kept. */
  public long problemCount() {
    return problemCount;
  }

  /** The problems that were kept, in the order of the input. */
  public List<Problem> problems() {
    trim();
    return List.copyOf(problems);
  }

  /** The line number of a place in its file, from 1; 0 for the file itself. */
  public long line(Origin at) {
    long before = 0;
    TreeMap<Long, Long> ranges = lines.get(at.file());
    if (ranges != null && at.line() > 0) {
      for (long count : ranges.headMap(at.start(), false).values()) {
        before += count;
      }
    }
    return before + at.line();
  }

  /** Adds everything of another report. */
  public void merge(IngestReport other) {
    other.counts.forEach((notice, count) -> add(notice, count, other.first.get(notice)));
    problems.addAll(other.problems);
    problemCount += other.problemCount;
    trim();
    other.lines.forEach(
        (file, ranges) -> lines.computeIfAbsent(file, key -> new TreeMap<>()).putAll(ranges));
    rows.putAll(other.rows);
    decoded = decoded.and(other.decoded);
    other.damaged.forEach((file, decoding) -> damaged.merge(file, decoding, Utf8Decoding::and));
  }

  /** This report as bytes. */
  public byte[] toBytes() {
    trim();
    ByteWriter out = new ByteWriter(256);
    out.varint(counts.size());
    counts.forEach(
        (notice, count) -> {
          out.string(notice.name());
          out.varint(count);
          Origin at = first.get(notice);
          out.octet(at == null ? 0 : 1);
          if (at != null) {
            at.write(out);
          }
        });
    out.varint(problemCount);
    out.varint(problems.size());
    for (Problem problem : problems) {
      problem.at.write(out);
      out.string(problem.message);
    }
    decoded.write(out);
    out.varint(damaged.size());
    damaged.forEach(
        (file, decoding) -> {
          out.varint(file);
          decoding.write(out);
        });
    out.varint(rows.size());
    rows.forEach(
        (file, count) -> {
          out.varint(file);
          out.varint(count);
        });
    lines.forEach(
        (file, ranges) ->
            ranges.forEach(
                (start, count) -> {
                  out.varint(file);
                  out.varint(start);
                  out.varint(count);
                }));
    return out.toBytes();
  }

  /** The report of these bytes. */
  public static IngestReport of(byte[] bytes) {
    IngestReport tally = new IngestReport();
    ByteReader in = new ByteReader(bytes);
    for (int left = in.count(); left > 0; left--) {
      Notice notice = Notice.valueOf(in.string());
      long count = in.varint();
      tally.add(notice, count, in.octet() == 0 ? null : Origin.read(in));
    }
    tally.problemCount = in.varint();
    for (int left = in.count(); left > 0; left--) {
      tally.problems.add(new Problem(Origin.read(in), in.string()));
    }
    tally.decoded = Utf8Decoding.read(in);
    for (int left = in.count(); left > 0; left--) {
      tally.damaged.put(in.count(), Utf8Decoding.read(in));
    }
    for (int left = in.count(); left > 0; left--) {
      tally.rows.put(in.count(), in.varint());
    }
    while (in.more()) {
      tally.lines(in.count(), in.varint(), in.varint());
    }
    return tally;
  }

  private void trim() {
    problems.sort(BY_PLACE);
    if (problems.size() > KEPT) {
      problems.subList(KEPT, problems.size()).clear();
    }
  }
}
