package ouroboros.spark.prepare;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.spark.corpus.CorpusListing;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.read.Compression;
import ouroboros.text.read.DocumentReader.Range;
import ouroboros.text.read.IngestReport;
import scala.Tuple2;

/**
 * A small text that was read by the threads of this process, without a Spark job and without files.
 *
 * <p>It goes through the steps of {@link Preparation} and has the same sentences, numbers and
 * errors. Files are read once, in pieces at the same time; documents are sorted by their keys, so
 * the order does not depend on the pieces.
 *
 * @param blocks R's sentences in their order
 * @param documents how many documents R has
 */
public record TextInMemory(Vocabulary vocabulary, List<SentenceBlock> blocks, long documents) {
  /** Bytes of the largest text; a packed file counts four times. */
  static final long LARGEST = 128 << 20;

  private static final int PACKED = 4;

  /**
   * Reads the text of a corpus, whose documents are neither sampled nor compared with each other.
   *
   * @param seed the experiment's seed
   * @return empty if the text is larger than 128 MiB
   * @throws ouroboros.text.CorpusException with every problem that was found in the input
   */
  public static Optional<TextInMemory> read(CorpusSpec spec, long seed) {
    if (spec.deduplicate() != CorpusSpec.Deduplicate.NONE) {
      throw new IllegalArgumentException("copies are removed by Preparation only");
    }
    IngestReport listed = new IngestReport();
    List<CorpusInput> inputs = CorpusListing.of(spec.source(), listed);
    long bytes = 0;
    for (CorpusInput input : inputs) {
      bytes += input.size() * (Compression.of(input.name()) == Compression.NONE ? 1 : PACKED);
    }
    if (bytes > LARGEST) {
      return Optional.empty();
    }
    PreparationChecks.fields(spec, inputs);
    PreparationResult result = new PreparationResult(spec, seed, "", List.of(), inputs);
    result.add(listed);
    return Optional.of(read(spec, seed, inputs, result));
  }

  private static TextInMemory read(
      CorpusSpec spec, long seed, List<CorpusInput> inputs, PreparationResult result) {
    int threads = Runtime.getRuntime().availableProcessors();
    List<Tuple2<byte[], byte[]>> sorted = documents(spec, seed, inputs, threads, result);
    int pieces = 2 * threads;
    List<List<byte[]>> tokens =
        IntStream.range(0, pieces)
            .parallel()
            .mapToObj(
                piece -> {
                  int from = (int) ((long) sorted.size() * piece / pieces);
                  int to = (int) ((long) sorted.size() * (piece + 1) / pieces);
                  return listed(
                      PreparationTokens.of(spec, piece, sorted.subList(from, to).iterator()));
                })
            .toList();
    PreparationTypes types = PreparationTypes.count(tokens, spec);
    result.add(types);
    result.checkSplit();
    Vocabulary vocabulary = result.vocabulary(types);
    BlockPlan plan = new BlockPlan(types.partitions());
    List<Tuple2<byte[], byte[]>> encoded =
        IntStream.range(0, pieces)
            .parallel()
            .mapToObj(
                piece ->
                    listed(
                        PreparationEncoding.of(
                            plan,
                            piece,
                            vocabulary,
                            result.strataKeys(),
                            tokens.get(piece).iterator())))
            .flatMap(List::stream)
            .toList();
    return new TextInMemory(
        vocabulary, PreparationBlocks.blocks(encoded), plan.documentsBefore(pieces, Part.REAL));
  }

  /** The records of all documents, in the order of their keys. */
  private static List<Tuple2<byte[], byte[]>> documents(
      CorpusSpec spec, long seed, List<CorpusInput> inputs, int threads, PreparationResult result) {
    List<List<Range>> tasks = PreparationRanges.of(spec, inputs, threads);
    List<Tuple2<byte[], byte[]>> records =
        IntStream.range(0, tasks.size())
            .parallel()
            .mapToObj(task -> listed(PreparationRead.records(spec, seed, inputs, tasks.get(task))))
            .flatMap(List::stream)
            .toList();
    IngestReport tally = new IngestReport();
    for (Tuple2<byte[], byte[]> record : records) {
      if (PreparationKey.isTally(record._1())) {
        tally.merge(IngestReport.of(record._2()));
      }
    }
    result.add(tally);
    result.checkInput();
    PreparationChecks.complete(tally, inputs, tasks);
    PreparationKey.Order order = new PreparationKey.Order();
    return IntStream.range(0, records.size())
        .parallel()
        .mapToObj(records::get)
        .filter(record -> !PreparationKey.isTally(record._1()))
        .sorted((a, b) -> order.compare(a._1(), b._1()))
        .toList();
  }

  private static <T> List<T> listed(Iterator<T> elements) {
    List<T> list = new ArrayList<>();
    elements.forEachRemaining(list::add);
    return list;
  }
}
