package ouroboros.spark.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import ouroboros.spark.corpus.CorpusDigests;
import ouroboros.spark.corpus.CorpusFolder;
import ouroboros.spark.corpus.CorpusInput;
import ouroboros.spark.corpus.CorpusListing;
import ouroboros.text.CorpusSpec;
import ouroboros.text.TypeTable;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.BlockFile;
import ouroboros.text.prepared.ManifestJson;
import ouroboros.text.prepared.PreparedCorpus;
import ouroboros.text.prepared.PreparedCorpus.VocabularyEntry;
import ouroboros.text.read.Compression;
import ouroboros.text.read.DocumentReader.Range;
import ouroboros.text.read.IngestReport;

/**
 * Makes a prepared corpus from text, once: lists, reads, splits, sorts, tokenizes, encodes and
 * writes it.
 *
 * <p>Three jobs. Job 1 reads the files, samples the documents and shuffles each to its place in the
 * corpus; if the readers found problems, the preparation fails here and names all of them. Job 2
 * tokenizes and counts the types; tokens are numbers of a dictionary that each partition has for
 * itself. Job 3 turns tokens into ids and blocks. The driver holds types, strata and the list of
 * blocks, but no documents. Result: the same bytes for the same documents and seed, for any
 * division into files, order of files and number of partitions.
 */
public final class Preparation {
  private static final long LARGE_PARTITION = 32 << 20;
  private static final long SMALL_PARTITION = 256 << 10;
  private static final int PACKED = 4;
  private static final int MAX_BUCKETS = 256;

  private final JavaSparkContext spark;
  private final CorpusSpec spec;
  private final long seed;

  private Preparation(SparkSession session, CorpusSpec spec, long seed) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.spec = spec;
    this.seed = seed;
  }

  /**
   * Prepares a corpus, or returns the one that the folder already holds if it was made from the
   * same bytes by the same settings.
   *
   * @param seed the experiment's seed, which decides the split
   * @param folder folder for the prepared corpus; every machine of the cluster must see it under
   *     this path
   * @throws ouroboros.text.CorpusException with every problem that was found in the input
   */
  public static PreparedCorpus prepare(
      SparkSession session, CorpusSpec spec, long seed, String folder) {
    return new Preparation(session, spec, seed).into(folder, 0);
  }

  /**
   * The same as {@link #prepare(SparkSession, CorpusSpec, long, String)} with a given number of
   * partitions; only speed depends on it.
   */
  public static PreparedCorpus prepare(
      SparkSession session, CorpusSpec spec, long seed, String folder, int partitions) {
    return new Preparation(session, spec, seed).into(folder, partitions);
  }

  /** The classes that are shuffled, sent or cached, for Kryo's registration. */
  public static List<Class<?>> kryoClasses() {
    return List.of(
        Vocabulary.class, TypeTable.class, String[].class, int[].class, long[].class, byte[].class);
  }

  private PreparedCorpus into(String path, int wanted) {
    CorpusFolder folder = new CorpusFolder(path);
    try {
      folder.create();
      IngestReport listed = new IngestReport();
      List<CorpusInput> inputs = CorpusListing.of(spec.source(), listed);
      List<PreparedCorpus.Input> digests = CorpusDigests.of(spark, inputs);
      String contentHash = ManifestJson.contentHash(spec, seed, digests);
      Optional<PreparedCorpus> there = folder.manifest();
      if (there.isPresent()) {
        CorpusFolder.sameContent(path, there.get(), contentHash);
        if (folder.isComplete(there.get())) {
          return there.get();
        }
      }
      PreparationChecks.fields(spec, inputs);
      String attempt = folder.newAttempt();
      boolean done = false;
      try {
        PreparationResult result = new PreparationResult(spec, seed, contentHash, digests, inputs);
        result.add(listed);
        int partitions = wanted > 0 ? wanted : partitions(inputs);
        PreparedCorpus sealed = folder.seal(build(inputs, partitions, folder, attempt, result));
        done = sealed.vocabulary().path().startsWith(attempt);
        if (done) {
          folder.tidy(sealed, attempt);
        }
        return sealed;
      } finally {
        spark.sc().setJobDescription(null);
        if (!done) {
          folder.drop(attempt);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private PreparedCorpus build(
      List<CorpusInput> inputs,
      int partitions,
      CorpusFolder folder,
      String attempt,
      PreparationResult result)
      throws IOException {
    spark.sc().setJobDescription("corpus 1/3: reading");
    List<List<Range>> tasks = PreparationRanges.of(spec, inputs, spark.defaultParallelism());
    JavaPairRDD<byte[], byte[]> ordered = ordered(inputs, tasks, partitions);
    IngestReport tally = tally(ordered, partitions);
    result.add(tally);
    result.checkInput();
    PreparationChecks.complete(tally, inputs, tasks);

    spark.sc().setJobDescription("corpus 2/3: tokens and types");
    CorpusSpec keys = spec;
    JavaRDD<byte[]> tokens =
        ordered
            .mapPartitionsWithIndex(
                (partition, documents) -> PreparationTokens.of(keys, partition, documents), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      int buckets = Math.max(1, Math.min(MAX_BUCKETS, partitions / 4));
      PreparationTypes types = PreparationTypes.count(tokens, spec, buckets);
      result.add(types);
      result.checkSplit();

      spark.sc().setJobDescription("corpus 3/3: ids and blocks");
      Vocabulary vocabulary = result.vocabulary(types);
      VocabularyEntry entry = folder.write(vocabulary, attempt);
      BlockPlan plan = new BlockPlan(types.partitions());
      Broadcast<Vocabulary> shared = spark.broadcast(vocabulary);
      List<BlockFile> files =
          PreparationBlocks.write(
              tokens, plan, shared, result.strataKeys(), folder.path(), attempt);
      shared.destroy();
      return result.corpus(entry, files);
    } finally {
      tokens.unpersist();
    }
  }

  private JavaPairRDD<byte[], byte[]> ordered(
      List<CorpusInput> inputs, List<List<Range>> tasks, int partitions) {
    JavaPairRDD<byte[], byte[]> all = PreparationRead.documents(spark, spec, seed, inputs, tasks);
    if (spec.deduplicate() == CorpusSpec.Deduplicate.EXACT) {
      all = PreparationCopies.dropped(all, partitions);
    }
    return all.repartitionAndSortWithinPartitions(
        new PreparationKey.ByOrder(spec.split(), partitions), new PreparationKey.Order());
  }

  /** The notices of all readers, which are in one more partition after the documents. */
  private static IngestReport tally(JavaPairRDD<byte[], byte[]> ordered, int partition) {
    List<byte[]>[] tallies =
        ordered
            .mapPartitions(
                records -> {
                  IngestReport sum = new IngestReport();
                  records.forEachRemaining(record -> sum.merge(IngestReport.of(record._2())));
                  return List.of(sum.toBytes()).iterator();
                })
            .collectPartitions(new int[] {partition});
    return IngestReport.of(tallies[0].get(0));
  }

  private int partitions(List<CorpusInput> inputs) {
    long bytes = 0;
    for (CorpusInput input : inputs) {
      bytes += input.size() * (Compression.of(input.name()) == Compression.NONE ? 1 : PACKED);
    }
    long few = Math.min(4L * spark.defaultParallelism(), bytes / SMALL_PARTITION + 1);
    return (int) Math.min(100_000, Math.max(few, bytes / LARGE_PARTITION));
  }
}
