package ouroboros.spark.estimate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.spark.corpus.CorpusListing;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Vocabulary;
import ouroboros.text.read.Compression;
import ouroboros.text.read.DocumentReader.Range;
import ouroboros.text.read.IngestReport;
import ouroboros.text.token.TextPipeline;

/**
 * Plain text, one sentence per line, that the threads of this process read into its memory. It has
 * the same numbers as {@link EstimationText}.
 */
public final class TextInThreads {
  /** Bytes that a packed file may be when unpacked, per byte. */
  private static final int PACKED = 8;

  /** Heap bytes per byte of text until its tokens are counted, at the very most. */
  private static final int HEAP_A_BYTE = 4;

  private List<int[]> chunks;
  private final TypeNumbers numbers;
  private final IngestReport tally;

  private TextInThreads(List<int[]> chunks, TypeNumbers numbers, IngestReport tally) {
    this.chunks = chunks;
    this.numbers = numbers;
    this.tally = tally;
  }

  /**
   * Reads a text.
   *
   * @param threads how many pieces are read at the same time
   * @return empty if it may not fit into the heap
   * @throws ouroboros.text.CorpusException with every problem that was found in the input
   */
  public static Optional<TextInThreads> read(
      CorpusSpec spec, TextPipeline.Case letters, int threads) {
    IngestReport tally = new IngestReport();
    List<CorpusInput> inputs = CorpusListing.of(spec.source(), tally);
    long bytes = 0;
    for (CorpusInput input : inputs) {
      bytes += input.size() * (Compression.of(input.name()) == Compression.NONE ? 1 : PACKED);
    }
    if (bytes > Runtime.getRuntime().maxMemory() / (2 * HEAP_A_BYTE)) {
      return Optional.empty();
    }
    List<Range> ranges = EstimationText.ranges(inputs, threads);
    List<List<Object>> read =
        IntStream.range(0, ranges.size())
            .parallel()
            .mapToObj(
                task -> {
                  Range range = ranges.get(task);
                  return listed(
                      new EstimationReading(inputs.get(range.file()), range, letters).read());
                })
            .toList();
    List<byte[]> dictionaries = new ArrayList<>();
    for (List<Object> piece : read) {
      dictionaries.add((byte[]) piece.remove(piece.size() - 1));
    }
    TypeNumbers numbers = TypeNumbers.of(spec, inputs, dictionaries, tally);
    List<int[]> chunks =
        IntStream.range(0, read.size())
            .parallel()
            .boxed()
            .flatMap(task -> numbered(read.get(task), numbers.numbering()[task]))
            .toList();
    return Optional.of(new TextInThreads(chunks, numbers, tally));
  }

  private static Stream<int[]> numbered(List<Object> chunks, int[] ids) {
    return chunks.stream()
        .map(
            chunk -> {
              int[] own = (int[]) chunk;
              TypeNumbers.recode(own, ids);
              return own;
            });
  }

  private static List<Object> listed(Iterator<Object> elements) {
    List<Object> list = new ArrayList<>();
    elements.forEachRemaining(list::add);
    return list;
  }

  /** Sentences as {@code length, tokens, length, tokens, ..}. */
  List<int[]> chunks() {
    return chunks;
  }

  /** Forgets the sentences; all else stays. */
  void release() {
    chunks = List.of();
  }

  /** The type of each number. */
  public List<String> types() {
    return numbers.types();
  }

  /** [types] The word of each number, in UTF-8. */
  byte[][] words() {
    return numbers.words();
  }

  /** [types] How often an n-gram ends with each type. */
  long[] counts() {
    return numbers.counts();
  }

  public long sentences() {
    return numbers.counts()[Vocabulary.EOS];
  }

  /** Number of tokens, {@code </s>} not counted. */
  public long tokens() {
    return numbers.tokens();
  }

  /** How often each notice occurred while the text was read. */
  public Map<String, Long> notices() {
    return EstimationText.notices(tally);
  }
}
