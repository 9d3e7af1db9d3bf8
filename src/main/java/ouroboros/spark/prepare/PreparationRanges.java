package ouroboros.spark.prepare;

import java.util.ArrayList;
import java.util.List;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.text.CorpusSpec;
import ouroboros.text.read.Compression;
import ouroboros.text.read.DocumentReader.Range;
import ouroboros.text.read.FileFormat;

/**
 * Divides the input into tasks. A long file of lines that is not compressed, or of Parquet, is cut
 * into pieces of at most 64 MiB; a table is read whole; small files are put together in one task.
 * Changes no result.
 */
final class PreparationRanges {
  private static final long LARGEST = 64 << 20;
  private static final long SMALLEST = 4 << 20;

  private PreparationRanges() {}

  /** [tasks] The ranges of files that each task reads, in their order. */
  static List<List<Range>> of(CorpusSpec spec, List<CorpusInput> inputs, int parallelism) {
    long total = inputs.stream().mapToLong(CorpusInput::size).sum();
    long piece = Math.min(LARGEST, Math.max(SMALLEST, total / (2L * parallelism)));
    List<List<Range>> tasks = new ArrayList<>();
    List<Range> task = new ArrayList<>();
    long size = 0;
    for (int file = 0; file < inputs.size(); file++) {
      CorpusInput input = inputs.get(file);
      if (input.size() == 0) {
        continue;
      }
      for (Range range : ranges(spec, file, input, piece)) {
        long bytes = range.end() == Long.MAX_VALUE ? input.size() : piece;
        if (!task.isEmpty() && size + bytes > piece) {
          tasks.add(task);
          task = new ArrayList<>();
          size = 0;
        }
        task.add(range);
        size += bytes;
      }
    }
    if (!task.isEmpty()) {
      tasks.add(task);
    }
    return tasks;
  }

  private static List<Range> ranges(CorpusSpec spec, int file, CorpusInput input, long piece) {
    boolean lines =
        switch (FileFormat.of(input.name())) {
          case JSON_LINES, PARQUET -> true;
          case TEXT -> spec.documents() == CorpusSpec.Documents.LINE;
          case TABLE -> false; // a quoted field may contain line breaks
        };
    List<Range> ranges = new ArrayList<>();
    if (!lines || Compression.of(input.name()) != Compression.NONE || input.size() <= piece) {
      ranges.add(new Range(file, input.name(), 0, Long.MAX_VALUE));
      return ranges;
    }
    for (long start = 0; start < input.size(); start += piece) {
      ranges.add(new Range(file, input.name(), start, Math.min(input.size(), start + piece)));
    }
    return ranges;
  }
}
