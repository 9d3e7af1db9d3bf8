package ouroboros.spark.estimate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.cluster.Unfolding;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.spark.corpus.CorpusListing;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.read.Compression;
import ouroboros.text.read.DocumentReader.Range;
import ouroboros.text.read.IngestReport;
import ouroboros.text.token.TextPipeline;

/**
 * The input of an estimation: sentences of token numbers, and the vocabulary. Numbers 0, 1, 2 are
 * {@code <unk>}, {@code <s>}, {@code </s>}; then the types follow by falling count.
 *
 * <p>Plain text is read once, by byte ranges. Each task numbers its own types in the order in which
 * they appear. The driver adds the counts up and gives every task the final numbers of its types. A
 * chunk is {@code length, tokens, length, tokens, ..}.
 */
public final class EstimationText {
  private static final long LARGEST = 32L << 20;
  private static final long SMALLEST = 1L << 20;

  /** Greatest number of heap bytes per byte of text, for buffers of n-grams and their runs. */
  private static final long HEAP_A_BYTE = 16;

  private final JavaRDD<int[]> chunks;
  private final byte[][] words;
  private final long[] counts;
  private final long sentences;
  private final long tokens;
  private final IngestReport tally;
  private final Runnable release;
  private final @Nullable Supplier<EstimationText> guard;

  private EstimationText(
      JavaRDD<int[]> chunks,
      byte[][] words,
      long[] counts,
      long tokens,
      IngestReport tally,
      Runnable release,
      @Nullable Supplier<EstimationText> guard) {
    this.chunks = chunks;
    this.words = words;
    this.counts = counts;
    this.sentences = counts[Vocabulary.EOS];
    this.tokens = tokens;
    this.tally = tally;
    this.release = release;
    this.guard = guard;
  }

  /** Chunks of sentences, in no fixed order. */
  JavaRDD<int[]> chunks() {
    return chunks;
  }

  /** [types] The word of each number, in UTF-8. */
  byte[][] words() {
    return words;
  }

  /** [types] The same as text. */
  public List<String> types() {
    return Arrays.stream(words).map(word -> new String(word, StandardCharsets.UTF_8)).toList();
  }

  /**
   * [types] How often an n-gram ends with each type: once per token, for {@code </s>} once per
   * sentence.
   */
  long[] counts() {
    return counts;
  }

  public long sentences() {
    return sentences;
  }

  /** Number of tokens, {@code </s>} not counted. */
  public long tokens() {
    return tokens;
  }

  /** Frees the memory that holds the text. */
  public void release() {
    release.run();
  }

  /** The part of the corpus that interpolation weights are fitted to; null if there is none. */
  @Nullable
  public EstimationText guard() {
    return guard == null ? null : guard.get();
  }

  /**
   * Reads a part of a prepared corpus.
   *
   * @param release runs when the text is no longer needed
   */
  public static EstimationText of(
      JavaSparkContext spark, CorpusReader corpus, Part part, Runnable release) {
    Vocabulary vocabulary = corpus.vocabulary();
    int types = part == Part.REAL ? vocabulary.realEnd() : vocabulary.size();
    byte[][] words = new byte[types][];
    long[] counts = new long[types];
    for (int id = 0; id < types; id++) {
      words[id] = vocabulary.word(id).getBytes(StandardCharsets.UTF_8);
      counts[id] = id == Vocabulary.BOS ? 0 : vocabulary.realCount(id);
    }
    List<BlockRef> blocks = corpus.blocks(part);
    JavaRDD<int[]> chunks =
        spark
            .parallelize(
                IntStream.range(0, blocks.size()).boxed().toList(), Math.max(1, blocks.size()))
            .map(block -> chunk(blocks.get(block)));
    boolean guarded = part == Part.REAL && corpus.corpus().part(Part.GUARD).sentences() > 0;
    return new EstimationText(
        chunks,
        words,
        counts,
        corpus.corpus().part(part).tokens(),
        new IngestReport(),
        release,
        guarded ? () -> of(spark, corpus, Part.GUARD, () -> {}) : null);
  }

  private static int[] chunk(BlockRef ref) {
    SentenceBlock block = CorpusReader.read(ref);
    int sentences = block.sentences();
    int[] chunk = new int[sentences + block.end(sentences - 1) - block.start(0)];
    int at = 0;
    for (int s = 0; s < sentences; s++) {
      int length = block.end(s) - block.start(s);
      chunk[at++] = length;
      System.arraycopy(block.tokens(), block.start(s), chunk, at, length);
      at += length;
    }
    return chunk;
  }

  /**
   * Reads plain text: one sentence per line, tokens separated by white space.
   *
   * @throws CorpusException with every problem that was found in the input
   */
  public static EstimationText of(
      JavaSparkContext spark, CorpusSpec spec, TextPipeline.Case letters) {
    IngestReport tally = new IngestReport();
    List<CorpusInput> inputs = CorpusListing.of(spec.source(), tally);
    List<Range> ranges = ranges(inputs, spark.defaultParallelism());
    List<Integer> numbers = new ArrayList<>();
    ranges.forEach(range -> numbers.add(numbers.size()));
    JavaRDD<Object> read =
        spark
            .parallelize(numbers, numbers.size())
            .mapPartitions(
                task -> {
                  Range range = ranges.get(task.next());
                  return new EstimationReading(inputs.get(range.file()), range, letters).read();
                })
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<byte[]> dictionaries =
        read.filter(element -> element instanceof byte[])
            .map(element -> (byte[]) element)
            .collect();
    TypeNumbers found = TypeNumbers.of(spec, inputs, dictionaries, tally);
    Broadcast<int[][]> ids = spark.broadcast(found.numbering());
    JavaRDD<int[]> chunks =
        read.mapPartitionsWithIndex((task, elements) -> recoded(elements, ids.value()[task]), true);
    return new EstimationText(
        chunks,
        found.words(),
        found.counts(),
        found.tokens(),
        tally,
        () -> {
          read.unpersist();
          ids.destroy();
        },
        null);
  }

  private static Iterator<int[]> recoded(Iterator<Object> elements, int[] ids) {
    return new Unfolding<>(
        out -> {
          if (!elements.hasNext()) {
            return false;
          }
          if (elements.next() instanceof int[] chunk) {
            out.add(TypeNumbers.recoded(chunk, ids));
          }
          return true;
        });
  }

  static List<Range> ranges(List<CorpusInput> inputs, int cores) {
    long total = inputs.stream().mapToLong(CorpusInput::size).sum();
    long heap = Runtime.getRuntime().maxMemory() / (HEAP_A_BYTE * 2 * cores);
    long piece = Math.max(SMALLEST, Math.min(Math.min(LARGEST, heap), total / (2L * cores) + 1));
    List<Range> ranges = new ArrayList<>();
    for (int file = 0; file < inputs.size(); file++) {
      CorpusInput input = inputs.get(file);
      boolean packed = Compression.of(input.name()) != Compression.NONE;
      for (long start = 0; start < input.size(); start += piece) {
        long end = Math.min(input.size(), start + piece);
        ranges.add(new Range(file, input.name(), start, packed ? Long.MAX_VALUE : end));
        if (packed) {
          break;
        }
      }
    }
    return ranges;
  }

  /** How often each notice occurred while the text was read. */
  public Map<String, Long> notices() {
    return notices(tally);
  }

  static Map<String, Long> notices(IngestReport tally) {
    Map<String, Long> counts = new TreeMap<>();
    for (Notice notice : Notice.values()) {
      if (tally.count(notice) > 0 && notice != Notice.DOCUMENTS) {
        counts.put(notice.label(), tally.count(notice));
      }
    }
    return counts;
  }
}
