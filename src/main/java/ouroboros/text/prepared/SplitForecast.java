package ouroboros.text.prepared;

import java.util.List;
import java.util.function.ToDoubleFunction;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Part;
import ouroboros.text.block.DocumentHash;

/**
 * How much text the parts of a corpus will have, before it is prepared, as shares of all its text.
 *
 * <p>Where the id and the size of every document are known, sample and split choose among them as
 * the preparation does, and the sizes of a part's documents are added up. The limits are 20 % below
 * and above that, because a size on disk says only about how many sentences there are. Cost: a
 * Philox block for each document.
 *
 * <p>Otherwise N documents are expected, whose sizes have a mean m and a standard deviation v m. Of
 * them n = N sample p fall into a part with share p, about as a Poisson number. The sum of their
 * sizes has the mean n m and the variance n m^2 (1 + v^2). The limits are three standard deviations
 * below and above the mean.
 */
public final class SplitForecast {
  private static final double OFF = 0.2;
  private static final double DEVIATIONS = 3;

  private final List<Sized> known;
  private final double documents;
  private final double variation;
  private final double size;

  private SplitForecast(List<Sized> known, double documents, double variation) {
    this.known = known;
    this.documents = documents;
    this.variation = variation;
    this.size = known.stream().mapToDouble(Sized::size).sum();
  }

  /**
   * A document.
   *
   * @param hash of its id
   * @param size in bytes, sentences or another unit, the same for all documents
   */
  public record Sized(DocumentHash hash, double size) {}

  /**
   * A share of all text of the corpus.
   *
   * @param least what it is at least, with the safety of the forecast
   * @param middle what it is about
   * @param most what it is at most, with the safety of the forecast
   */
  public record Range(double least, double middle, double most) {}

  /** A forecast from all documents. */
  public static SplitForecast ofAll(List<Sized> documents) {
    return new SplitForecast(List.copyOf(documents), documents.size(), 0);
  }

  /**
   * A forecast from some documents.
   *
   * @param documents how many there are in the whole corpus, about
   * @param some the sizes of those that were read
   */
  public static SplitForecast ofSome(double documents, List<Sized> some) {
    double mean = mean(some, Sized::size);
    double square = mean(some, each -> (each.size() - mean) * (each.size() - mean));
    return new SplitForecast(List.of(), documents, mean > 0 ? StrictMath.sqrt(square) / mean : 0);
  }

  private static double mean(List<Sized> some, ToDoubleFunction<Sized> value) {
    return some.stream().mapToDouble(value).average().orElse(0);
  }

  /** How many documents there are in a sample, about. */
  public double documents(double sample) {
    return known.isEmpty()
        ? documents * sample
        : known.stream().filter(each -> each.hash().sampled(sample)).count();
  }

  /** The share of a part in all text, where the corpus is sampled and split. */
  public Range share(long seed, double sample, CorpusSpec.Split split, Part part) {
    if (known.isEmpty()) {
      double middle = sample * split.of(part);
      double deviation =
          documents > 0 ? StrictMath.sqrt(middle * (1 + variation * variation) / documents) : 0;
      return new Range(
          Math.max(0, middle - DEVIATIONS * deviation), middle, middle + DEVIATIONS * deviation);
    }
    DocumentSplit parts = new DocumentSplit(seed, split);
    double sum = 0;
    for (Sized each : known) {
      if (each.hash().sampled(sample) && parts.part(each.hash()) == part) {
        sum += each.size();
      }
    }
    double middle = size > 0 ? sum / size : 0;
    return new Range(middle * (1 - OFF), middle, middle * (1 + OFF));
  }
}
