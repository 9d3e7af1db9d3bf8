package ouroboros.spark.ancestry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.ancestry.HumanSentence;
import ouroboros.ancestry.Place;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Part;
import ouroboros.text.block.SentenceBlock;

/** Reads human sentences by their numbers, with document and stratum. */
final class HumanSentences {
  private static final int HEAD = 4;

  private final JavaSparkContext spark;
  private final CorpusReader corpus;

  HumanSentences(JavaSparkContext spark, CorpusReader corpus) {
    this.spark = spark;
    this.corpus = corpus;
  }

  /** The sentences that contain these human tokens, by their first place. */
  SortedMap<Place, HumanSentence> of(Iterable<Place> tokens) {
    TreeMap<Place, HumanSentence> all = new TreeMap<>();
    for (int source : new int[] {Place.RESERVE, Place.REAL}) {
      List<Long> units = new ArrayList<>();
      tokens.forEach(
          token -> {
            if (token.source() == source) {
              units.add(token.unit());
            }
          });
      long[] wanted = units.stream().mapToLong(unit -> unit).sorted().distinct().toArray();
      if (wanted.length > 0) {
        read(source, wanted, all);
      }
    }
    return all;
  }

  private void read(int source, long[] wanted, Map<Place, HumanSentence> to) {
    List<BlockRef> blocks =
        corpus.blocks(source == Place.RESERVE ? Part.RESERVE : Part.REAL).stream()
            .filter(ref -> among(wanted, ref).length > 0)
            .toList();
    List<Integer> numbers = new ArrayList<>();
    blocks.forEach(block -> numbers.add(numbers.size()));
    List<String> strata = corpus.corpus().strata();
    for (long[] found :
        Jobs.eachSmall(spark, numbers, number -> read(blocks.get(number), wanted))) {
      for (int at = 0; at < found.length; ) {
        int length = (int) found[at + HEAD - 1];
        int[] text =
            Arrays.stream(found, at + HEAD, at + HEAD + length).mapToInt(t -> (int) t).toArray();
        to.put(
            new Place(source, found[at], 0),
            new HumanSentence(
                (int) found[at + 1], strata.get((int) found[at + 2]), HumanSentence.tokens(text)));
        at += HEAD + length;
      }
    }
  }

  /** Unit, document, stratum, length and tokens of each wanted sentence of a block. */
  private static long[] read(BlockRef ref, long[] wanted) {
    SentenceBlock block = CorpusReader.read(ref);
    List<long[]> all = new ArrayList<>();
    for (long unit : among(wanted, ref)) {
      int i = (int) (unit - ref.first());
      int[] text = block.sentence(i);
      long[] one = new long[HEAD + text.length];
      one[0] = unit;
      one[1] = block.document(i);
      one[2] = block.stratum(i);
      one[3] = text.length;
      for (int t = 0; t < text.length; t++) {
        one[HEAD + t] = text[t];
      }
      all.add(one);
    }
    return all.stream().flatMapToLong(Arrays::stream).toArray();
  }

  private static long[] among(long[] wanted, BlockRef ref) {
    return Arrays.stream(wanted)
        .filter(unit -> unit >= ref.first() && unit < ref.first() + ref.sentences())
        .toArray();
  }
}
