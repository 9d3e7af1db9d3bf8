package ouroboros.spark.prepare;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import ouroboros.spark.cluster.Unfolding;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.BlockCodec;
import ouroboros.text.block.SentenceBlockBuilder;
import scala.Tuple2;

/**
 * Encodes the token chunks of a partition as pieces of blocks, with keys (part, block, first
 * sentence). A block that extends over several partitions consists of several pieces.
 */
final class PreparationEncoding
    implements Predicate<Deque<Tuple2<byte[], byte[]>>>, TokenChunk.Visitor {
  private final BlockPlan plan;
  private final int partition;
  private final Vocabulary vocabulary;
  private final Map<String, Integer> strata = new HashMap<>();
  private final Iterator<byte[]> elements;
  private final SentenceBlockBuilder piece = new SentenceBlockBuilder();
  private Deque<Tuple2<byte[], byte[]>> out = new ArrayDeque<>();

  private int[] ids = new int[1 << 12];
  private int types;
  private Part part = Part.REAL;
  private long block = -1;
  private long offset;
  private long unit;
  private long document;
  private long paragraph;
  private int stratum;
  private long period;
  private boolean open;

  private PreparationEncoding(
      BlockPlan plan,
      int partition,
      Vocabulary vocabulary,
      List<String> strata,
      Iterator<byte[]> elements) {
    this.plan = plan;
    this.partition = partition;
    this.vocabulary = vocabulary;
    for (String name : strata) {
      this.strata.put(name, this.strata.size());
    }
    this.elements = elements;
    startPart(Part.REAL);
  }

  /**
   * The pieces of a partition.
   *
   * @param strata the strata by the names in the documents, in the order of their numbers
   */
  static Iterator<Tuple2<byte[], byte[]>> of(
      BlockPlan plan,
      int partition,
      Vocabulary vocabulary,
      List<String> strata,
      Iterator<byte[]> elements) {
    return new Unfolding<>(new PreparationEncoding(plan, partition, vocabulary, strata, elements));
  }

  @Override
  public boolean test(Deque<Tuple2<byte[], byte[]>> to) {
    out = to;
    if (!elements.hasNext()) {
      endPiece();
      return false;
    }
    byte[] element = elements.next();
    if (element[0] == PreparationTokens.CHUNK) {
      byte[] chunk = Arrays.copyOfRange(element, 1, element.length);
      if (TokenChunk.part(chunk) != part) {
        endPiece();
        startPart(TokenChunk.part(chunk));
      }
      TokenChunk.read(chunk, this);
    }
    return true;
  }

  @Override
  public void type(String word) {
    if (types == ids.length) {
      ids = Arrays.copyOf(ids, types * 2);
    }
    ids[types++] = vocabulary.id(word);
  }

  @Override
  public void run(TokenChunk.Begins begins, String name, long ofPeriod) {
    closeSentence();
    document += begins == TokenChunk.Begins.DOCUMENT ? 1 : 0;
    paragraph += begins == TokenChunk.Begins.NOTHING ? 0 : 1;
    stratum = strata.getOrDefault(name, 0);
    period = ofPeriod;
  }

  @Override
  public void sentence(int tokens) {
    closeSentence();
    if (offset >>> BlockPlan.BLOCK_SHIFT != block) {
      endPiece();
      block = offset >>> BlockPlan.BLOCK_SHIFT;
      piece.startAt(unit);
    }
    open = true;
    offset += tokens;
    unit++;
  }

  @Override
  public void token(int type) {
    piece.token(ids[type]);
  }

  private void closeSentence() {
    if (open) {
      piece.endSentence(stratum, period, Math.toIntExact(document), Math.toIntExact(paragraph));
      open = false;
    }
  }

  private void startPart(Part next) {
    part = next;
    block = -1;
    offset = plan.tokensBefore(partition, part);
    unit = plan.sentencesBefore(partition, part);
    document = plan.documentsBefore(partition, part) - 1;
    paragraph = plan.paragraphsBefore(partition, part) - 1;
  }

  private void endPiece() {
    closeSentence();
    if (piece.sentences() > 0) {
      out.add(
          new Tuple2<>(
              PreparationBlocks.key(part, block, unit - piece.sentences()),
              BlockCodec.encode(piece.build())));
      piece.startAt(unit);
    }
  }
}
