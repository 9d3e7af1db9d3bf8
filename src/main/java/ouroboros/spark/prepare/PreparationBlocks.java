package ouroboros.spark.prepare;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.OwnFiles;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.BlockCodec;
import ouroboros.text.block.BlockFile;
import ouroboros.text.block.BlockFileWriter;
import ouroboros.text.block.ByteReader;
import ouroboros.text.block.ByteWriter;
import ouroboros.text.block.SentenceBlock;
import scala.Tuple2;

/**
 * Encodes token chunks and writes the block files, one task per file. One shuffle of the encoded
 * text brings the pieces of each block together, so the files are the same bytes for any number of
 * partitions.
 */
final class PreparationBlocks {
  private static final int BUFFER = 1 << 13;

  private PreparationBlocks() {}

  /** The key of a piece; sorts by part, block, first sentence. */
  static byte[] key(Part part, long block, long first) {
    ByteWriter key = new ByteWriter(17);
    key.octet(part.code());
    key.fixed(block);
    key.fixed(first);
    return key.toBytes();
  }

  /**
   * Writes the files.
   *
   * @param tokens the elements that {@link PreparationTokens} gives
   * @param strata the strata by the names in the documents
   * @param folder the prepared corpus
   * @param attempt folder in it that only this attempt uses
   * @return the files in the order of parts and sentences
   */
  static List<BlockFile> write(
      JavaRDD<byte[]> tokens,
      BlockPlan plan,
      Broadcast<Vocabulary> vocabulary,
      List<String> strata,
      String folder,
      String attempt) {
    JavaRDD<Tuple2<byte[], byte[]>> pieces =
        tokens.mapPartitionsWithIndex(
            (partition, elements) ->
                PreparationEncoding.of(plan, partition, vocabulary.value(), strata, elements),
            false);
    List<byte[]> results =
        JavaPairRDD.fromJavaRDD(pieces)
            .repartitionAndSortWithinPartitions(new ByFile(plan), new PreparationKey.Order())
            .mapPartitionsWithIndex(
                (file, sorted) -> file(plan, file, sorted, folder, attempt).iterator(), false)
            .collect();
    List<BlockFile> files = new ArrayList<>();
    results.forEach(bytes -> files.add(BlockFile.of(bytes)));
    return files;
  }

  private static List<byte[]> file(
      BlockPlan plan,
      int number,
      Iterator<Tuple2<byte[], byte[]>> sorted,
      String folder,
      String attempt) {
    if (!sorted.hasNext()) {
      return List.of();
    }
    Part part = plan.part(number);
    String path =
        String.format(
            Locale.ROOT,
            "%s/%s-%05d-%d.blocks",
            attempt,
            part.label(),
            plan.numberInPart(number),
            TaskContext.get().taskAttemptId());
    Path target = HadoopPath.in(folder, path);
    try (OutputStream out = OwnFiles.create(CorpusFiles.system(target), target, false, BUFFER)) {
      BlockFileWriter writer = new BlockFileWriter(out, part, path);
      Blocks blocks = new Blocks(sorted);
      for (SentenceBlock block = blocks.next(); block != null; block = blocks.next()) {
        writer.write(block);
      }
      writer.close();
      return List.of(writer.file().toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The blocks of pieces that are sorted by their keys, all of one part. */
  static List<SentenceBlock> blocks(List<Tuple2<byte[], byte[]>> sorted) {
    List<SentenceBlock> all = new ArrayList<>();
    if (!sorted.isEmpty()) {
      Blocks blocks = new Blocks(sorted.iterator());
      for (SentenceBlock block = blocks.next(); block != null; block = blocks.next()) {
        all.add(block);
      }
    }
    return all;
  }

  /** Joins sorted pieces to whole blocks. */
  private static final class Blocks {
    private final Iterator<Tuple2<byte[], byte[]>> sorted;
    private @Nullable Tuple2<byte[], byte[]> ahead;

    Blocks(Iterator<Tuple2<byte[], byte[]>> sorted) {
      this.sorted = sorted;
      ahead = sorted.next();
    }

    @Nullable SentenceBlock next() {
      if (ahead == null) {
        return null;
      }
      long block = block(ahead._1());
      List<SentenceBlock> pieces = new ArrayList<>();
      while (ahead != null && block(ahead._1()) == block) {
        pieces.add(BlockCodec.decode(ahead._2()));
        ahead = sorted.hasNext() ? sorted.next() : null;
      }
      return SentenceBlock.concat(pieces);
    }
  }

  private static long block(byte[] key) {
    return new ByteReader(key, 1, key.length).fixed();
  }

  private static final class ByFile extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final BlockPlan plan;

    ByFile(BlockPlan plan) {
      this.plan = plan;
    }

    @Override
    public int numPartitions() {
      return plan.files();
    }

    @Override
    public int getPartition(Object key) {
      byte[] bytes = (byte[]) key;
      return plan.file(Part.of(bytes[0]), block(bytes));
    }
  }
}
