package ouroboros.spark.text;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.experiment.FamilySpec;
import ouroboros.mixture.DocumentBlock;
import ouroboros.safeguard.RealUnits;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Part;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * The documents, or paragraphs, of a prepared corpus by their numbers. One job finds which blocks
 * of sentences contain them; then any range of them can be read on any machine.
 */
public final class DocumentText {
  private final JavaSparkContext spark;
  private final CorpusReader corpus;
  private final FamilySpec.Unit unit;
  private final Map<Part, List<Place>> places = new EnumMap<>(Part.class);

  /**
   * @param unit the unit: documents or paragraphs
   */
  public DocumentText(JavaSparkContext spark, CorpusReader corpus, FamilySpec.Unit unit) {
    this.spark = spark;
    this.corpus = corpus;
    this.unit = unit;
  }

  /** The folder of what is computed from R; see {@link CorpusReader#place}. */
  public String place() {
    return corpus.place();
  }

  /** The unit: documents or paragraphs. */
  public FamilySpec.Unit unit() {
    return unit;
  }

  /** The number of the unit that contains sentence i of a block. */
  private static int number(FamilySpec.Unit unit, SentenceBlock block, int i) {
    return unit == FamilySpec.Unit.PARAGRAPH ? block.paragraph(i) : block.document(i);
  }

  /**
   * Which units a block of sentences contains, whole or in part.
   *
   * @param first number of the first unit
   * @param last number of the last unit
   */
  private record Place(BlockRef block, int first, int last) implements Serializable {}

  /** Units of a part. */
  public long units(Part part) {
    PreparedCorpus.PartEntry entry = corpus.corpus().part(part);
    return unit == FamilySpec.Unit.PARAGRAPH ? entry.paragraphs() : entry.documents();
  }

  /** All units of a part in blocks. */
  public List<SparkBlocks.Source<DocumentBlock>> sources(Part part) {
    List<SparkBlocks.Source<DocumentBlock>> sources = new ArrayList<>();
    long units = units(part);
    for (long from = 0; from < units; from += DocumentBlock.DOCUMENTS) {
      sources.add(source(part, from, (int) Math.min(DocumentBlock.DOCUMENTS, units - from)));
    }
    return sources;
  }

  /** Units {@code from .. from + count} of a part. */
  public SparkBlocks.Source<DocumentBlock> source(Part part, long from, int count) {
    List<BlockRef> blocks =
        new ArrayList<>(
            places(part).stream()
                .filter(place -> place.last >= from && place.first < from + count)
                .map(Place::block)
                .toList());
    FamilySpec.Unit of = unit;
    return () -> read(of, blocks, from, count);
  }

  private synchronized List<Place> places(Part part) {
    return places.computeIfAbsent(part, this::look);
  }

  private List<Place> look(Part part) {
    List<BlockRef> blocks = new ArrayList<>(corpus.blocks(part));
    FamilySpec.Unit of = unit;
    List<Integer> numbers = IntStream.range(0, blocks.size()).boxed().toList();
    if (blocks.isEmpty()) {
      return List.of();
    }
    List<int[]> ends =
        spark
            .parallelize(numbers, Math.min(blocks.size(), 8 * spark.defaultParallelism()))
            .map(
                number -> {
                  SentenceBlock block = CorpusReader.read(blocks.get(number));
                  return new int[] {number(of, block, 0), number(of, block, block.sentences() - 1)};
                })
            .collect();
    List<Place> found = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      found.add(new Place(blocks.get(i), ends.get(i)[0], ends.get(i)[1]));
    }
    return List.copyOf(found);
  }

  /**
   * The units of R of a stratum. Cost: a pass over the sentences of R; 24 bytes for each run of
   * neighbours.
   *
   * @param stratum its number; R must have units of it
   */
  public RealUnits ofStratum(int stratum) {
    List<BlockRef> blocks = new ArrayList<>(corpus.blocks(Part.REAL));
    FamilySpec.Unit of = unit;
    List<Integer> numbers = IntStream.range(0, blocks.size()).boxed().toList();
    List<long[][]> found =
        spark
            .parallelize(numbers, Math.min(blocks.size(), 8 * spark.defaultParallelism()))
            .map(number -> runs(of, CorpusReader.read(blocks.get(number)), stratum))
            .collect();
    List<long[]> runs = new ArrayList<>();
    for (long[][] each : found) {
      for (long[] run : each) {
        add(run[0], run[0] + run[1], runs);
      }
    }
    return RealUnits.of(runs);
  }

  /** The units of a stratum of which a block has sentences: the first of each run, and how many. */
  private static long[][] runs(FamilySpec.Unit unit, SentenceBlock block, int stratum) {
    List<long[]> runs = new ArrayList<>();
    for (int i = 0; i < block.sentences(); i++) {
      if (block.stratum(i) == stratum) {
        int number = number(unit, block, i);
        add(number, number + 1L, runs);
      }
    }
    return runs.toArray(new long[0][]);
  }

  /** Adds the units [first, end), of which the last run may have the first one already. */
  private static void add(long first, long end, List<long[]> runs) {
    long[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    if (last != null && first <= last[0] + last[1]) {
      last[1] = Math.max(last[1], end - last[0]);
    } else {
      runs.add(new long[] {first, end - first});
    }
  }

  private static DocumentBlock read(
      FamilySpec.Unit unit, List<BlockRef> blocks, long from, int count) {
    int[] tokens = new int[1 << 10];
    int[] sentences = new int[1 << 6];
    int[] documents = new int[count];
    int[] labels = new int[count];
    long[] weights = new long[count];
    Arrays.fill(weights, ouroboros.policy.RecipeLine.ONE);
    int filled = 0;
    int ended = 0;
    for (BlockRef ref : blocks) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        long document = number(unit, block, i) - from;
        if (document < 0 || document >= count) {
          continue;
        }
        int length = block.end(i) - block.start(i);
        tokens = roomFor(tokens, filled + length);
        sentences = roomFor(sentences, ended + 1);
        System.arraycopy(block.tokens(), block.start(i), tokens, filled, length);
        filled += length;
        sentences[ended++] = filled;
        documents[(int) document] = ended;
        labels[(int) document] = block.stratum(i);
      }
    }
    for (int i = 1; i < count; i++) {
      documents[i] = Math.max(documents[i], documents[i - 1]);
    }
    return new DocumentBlock(
        Arrays.copyOf(tokens, filled), Arrays.copyOf(sentences, ended), documents, labels, weights);
  }

  private static int[] roomFor(int[] array, int size) {
    return size <= array.length ? array : Arrays.copyOf(array, Math.max(size, 2 * array.length));
  }
}
