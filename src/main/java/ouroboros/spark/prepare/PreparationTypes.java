package ouroboros.spark.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Part;
import ouroboros.text.TypeTable;
import ouroboros.text.VocabularyBuilder;
import ouroboros.text.block.ByteReader;
import ouroboros.text.block.ByteWriter;
import scala.Tuple2;

/**
 * Counts the types of R and reserve, in one job. The words are divided into buckets by their
 * hashes. Each partition sends one packed record per bucket. One task adds a bucket up and leaves
 * out rare types before they reach the driver. The same job brings the {@link PartitionCounts} to
 * the driver.
 */
final class PreparationTypes {
  private final List<PartitionCounts> partitions = new ArrayList<>();
  private final VocabularyBuilder vocabulary;
  private long dropped;

  private PreparationTypes(CorpusSpec spec) {
    vocabulary = new VocabularyBuilder(spec.minCount(), spec.maxVocabulary());
  }

  /** The counts of the partitions, by their numbers. */
  List<PartitionCounts> partitions() {
    return partitions;
  }

  /** The builder with all types that were not left out. */
  VocabularyBuilder vocabulary() {
    return vocabulary;
  }

  /** How many types of R and reserve were left out because they are rare. */
  long dropped() {
    return dropped;
  }

  /** Counts the types in the elements that {@link PreparationTokens} gives. */
  static PreparationTypes count(JavaRDD<byte[]> tokens, CorpusSpec spec, int buckets) {
    int minCount = spec.minCount();
    List<byte[]> results =
        tokens
            .mapPartitionsToPair(elements -> packed(elements, buckets).iterator())
            .partitionBy(new HashPartitioner(buckets + 1))
            .mapPartitions(records -> summed(records, buckets, minCount).iterator())
            .collect();
    PreparationTypes types = new PreparationTypes(spec);
    results.forEach(types::add);
    types.partitions.sort(Comparator.comparingInt(PartitionCounts::partition));
    return types;
  }

  /** The same for partitions in the memory of this process. */
  static PreparationTypes count(List<List<byte[]>> partitions, CorpusSpec spec) {
    List<Tuple2<Integer, byte[]>> records =
        IntStream.range(0, partitions.size())
            .parallel()
            .mapToObj(partition -> packed(partitions.get(partition).iterator(), 1))
            .flatMap(List::stream)
            .toList();
    PreparationTypes types = new PreparationTypes(spec);
    summed(records.iterator(), 1, spec.minCount()).forEach(types::add);
    types.partitions.sort(Comparator.comparingInt(PartitionCounts::partition));
    return types;
  }

  private void add(byte[] result) {
    if (result[0] == PreparationTokens.COUNTS) {
      partitions.add(PartitionCounts.of(Arrays.copyOfRange(result, 1, result.length)));
      return;
    }
    ByteReader in = new ByteReader(result, 1, result.length);
    dropped += in.varint();
    while (in.more()) {
      vocabulary.add(in.string(), in.varint(), in.varint());
    }
  }

  private static List<Tuple2<Integer, byte[]>> packed(Iterator<byte[]> elements, int buckets) {
    List<Tuple2<Integer, byte[]>> records = new ArrayList<>();
    Counting counting = new Counting();
    while (elements.hasNext()) {
      byte[] element = elements.next();
      if (element[0] == PreparationTokens.COUNTS) {
        records.add(new Tuple2<>(buckets, element));
      } else {
        counting.add(Arrays.copyOfRange(element, 1, element.length));
      }
    }
    ByteWriter[] out = new ByteWriter[buckets];
    for (int type = 0; type < counting.words.size(); type++) {
      long real = counting.real[type];
      long reserve = counting.reserve[type];
      if (real + reserve > 0) {
        String word = counting.words.get(type);
        int bucket = Math.floorMod(word.hashCode(), buckets);
        if (out[bucket] == null) {
          out[bucket] = new ByteWriter(1 << 12);
        }
        out[bucket].string(word);
        out[bucket].varint(real);
        out[bucket].varint(reserve);
      }
    }
    for (int bucket = 0; bucket < buckets; bucket++) {
      if (out[bucket] != null) {
        records.add(new Tuple2<>(bucket, out[bucket].toBytes()));
      }
    }
    return records;
  }

  private static List<byte[]> summed(
      Iterator<Tuple2<Integer, byte[]>> records, int buckets, int minCount) {
    List<byte[]> results = new ArrayList<>();
    TypeTable words = new TypeTable(1 << 10);
    long[] counts = new long[1 << 11];
    while (records.hasNext()) {
      Tuple2<Integer, byte[]> record = records.next();
      if (record._1() == buckets) {
        results.add(record._2());
        continue;
      }
      ByteReader in = new ByteReader(record._2());
      while (in.more()) {
        int word = words.add(in.string());
        if (2 * word + 1 >= counts.length) {
          counts = Arrays.copyOf(counts, counts.length * 2);
        }
        counts[2 * word] += in.varint();
        counts[2 * word + 1] += in.varint();
      }
    }
    if (words.size() > 0) {
      results.add(kept(words, counts, minCount));
    }
    return results;
  }

  private static byte[] kept(TypeTable words, long[] counts, int minCount) {
    ByteWriter kept = new ByteWriter(words.size() * 8);
    long dropped = 0;
    for (int word = 0; word < words.size(); word++) {
      if (counts[2 * word] + counts[2 * word + 1] >= minCount) {
        kept.string(words.word(word));
        kept.varint(counts[2 * word]);
        kept.varint(counts[2 * word + 1]);
      } else {
        dropped++;
      }
    }
    ByteWriter result = new ByteWriter(kept.size() + 16);
    result.octet(PreparationTokens.CHUNK);
    result.varint(dropped);
    result.append(kept);
    return result.toBytes();
  }

  /** Counts the types by their numbers in the dictionary of a partition. */
  private static final class Counting implements TokenChunk.Visitor {
    private final List<String> words = new ArrayList<>();
    private long[] real = new long[1 << 12];
    private long[] reserve = new long[1 << 12];
    private long[] now = real;

    void add(byte[] chunk) {
      Part part = TokenChunk.part(chunk);
      now = part == Part.REAL ? real : part == Part.RESERVE ? reserve : new long[0];
      TokenChunk.read(chunk, this);
    }

    @Override
    public void type(String word) {
      words.add(word);
      if (words.size() > real.length) {
        boolean inReal = now == real;
        boolean inReserve = now == reserve;
        real = Arrays.copyOf(real, real.length * 2);
        reserve = Arrays.copyOf(reserve, reserve.length * 2);
        now = inReal ? real : inReserve ? reserve : now;
      }
    }

    @Override
    public void run(TokenChunk.Begins begins, String stratum, long period) {}

    @Override
    public void sentence(int tokens) {}

    @Override
    public void token(int type) {
      if (now.length > 0) {
        now[type]++;
      }
    }
  }
}
