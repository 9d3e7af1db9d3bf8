package ouroboros.safeguard.judge;

import java.util.Arrays;
import java.util.List;
import ouroboros.mixture.BagBlock;

/**
 * Perplexity of a document, as CCNet (Wenzek et al. 2020, arXiv 1911.00359) divides pages by it:
 * head, middle and tail are parts of equal size of its corpus, from the lowest perplexity on
 * (section 5.2). The head and the middle pass here; CCNet itself only labels pages. The defaults of
 * its code are other ones, the 30th and the 60th percentile ({@code PerplexityBucket} in
 * cc_net/perplexity.py of facebookresearch/cc_net). CCNet's model is a 5-gram model of Wikipedia; a
 * bag of words has no order, so the model is of order 1: p(w) = (c(w) + 1/2) / (N + V/2), with the
 * counts c, N of one half of the reference documents and the V types of R.
 *
 * <p>perplexity = 2^(bits), bits = -(sum over words log2 p(w)) / words. The limit is x_(ceil(2n/3))
 * of the n sorted values of the other half. A document without words is dropped.
 */
public final class PagePerplexity implements PageFilter {
  private static final long serialVersionUID = 1L;

  /** Fewest reference documents: three thirds of one half. */
  public static final int FEWEST = 6;

  private static final double ADDED = .5;

  /** Pages in other languages, and paragraphs that occur twice. */
  private static final long LANGUAGE_AND_COPIES = 2;

  private final double[] bits;
  private final double limit;

  /**
   * Fits the model and finds the limit.
   *
   * @param types V
   * @param reference at least {@value #FEWEST} documents in blocks; the first floor(n/2) give the
   *     counts
   */
  public PagePerplexity(int types, List<BagBlock> reference) {
    long half = reference.stream().mapToLong(BagBlock::size).sum() / 2;
    long[] counts = new long[types];
    long words = 0;
    long document = 0;
    for (BagBlock block : reference) {
      for (int d = 0; d < block.size() && document < half; d++, document++) {
        for (int i = block.start(d); i < block.ends()[d]; i++) {
          counts[block.types()[i]] += block.counts()[i];
          words += block.counts()[i];
        }
      }
    }
    bits = new double[types];
    for (int t = 0; t < types; t++) {
      bits[t] = -StrictMath.log((counts[t] + ADDED) / (words + ADDED * types)) / StrictMath.log(2);
    }
    double[] others = new double[Math.toIntExact(all(reference) - half)];
    int filled = 0;
    document = 0;
    for (BagBlock block : reference) {
      for (int d = 0; d < block.size(); d++, document++) {
        if (document >= half) {
          others[filled++] = bits(block, d);
        }
      }
    }
    Arrays.sort(others);
    limit = others[(2 * others.length + 2) / 3 - 1];
  }

  private static long all(List<BagBlock> reference) {
    return reference.stream().mapToLong(BagBlock::size).sum();
  }

  /** Bits a word, summed by ascending type; infinite where there is no word. */
  private double bits(BagBlock documents, int document) {
    double sum = 0;
    long words = 0;
    for (int i = documents.start(document); i < documents.ends()[document]; i++) {
      sum += documents.counts()[i] * bits[documents.types()[i]];
      words += documents.counts()[i];
    }
    return words == 0 ? Double.POSITIVE_INFINITY : sum / words;
  }

  @Override
  public boolean passes(BagBlock documents, int document) {
    double own = bits(documents, document);
    return own <= limit && own < Double.POSITIVE_INFINITY;
  }

  @Override
  public long notApplied() {
    return LANGUAGE_AND_COPIES;
  }
}
