package ouroboros.text.prepared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ouroboros.text.CorpusSpec.Split;
import ouroboros.text.Part;
import ouroboros.text.block.DocumentHash;
import ouroboros.text.prepared.SplitForecast.Range;
import ouroboros.text.prepared.SplitForecast.Sized;

class SplitForecastTest {
  private static final double SAMPLE = 0.3;

  /** Documents whose sizes are lognormal: the coefficient of variation is about 1.3. */
  private static List<Sized> documents(int number, long seed) {
    Random random = new Random(seed);
    List<Sized> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      all.add(
          new Sized(
              DocumentHash.of(seed + "/" + i + ".txt"), StrictMath.exp(random.nextGaussian())));
    }
    return all;
  }

  private static double share(List<Sized> documents, long seed, Part part) {
    DocumentSplit split = new DocumentSplit(seed, Split.DEFAULT);
    double all = documents.stream().mapToDouble(Sized::size).sum();
    return documents.stream()
            .filter(each -> each.hash().sampled(SAMPLE))
            .filter(each -> split.part(each.hash()) == part)
            .mapToDouble(Sized::size)
            .sum()
        / all;
  }

  @Test
  void knownDocumentsAreSplitAsThePreparationDoes() {
    List<Sized> documents = documents(50, 1);
    SplitForecast forecast = SplitForecast.ofAll(documents);
    for (Part part : Part.values()) {
      double real = share(documents, 42, part);
      Range range = forecast.share(42, SAMPLE, Split.DEFAULT, part);
      assertThat(range.middle()).isEqualTo(real, within(1e-12));
      assertThat(range.least()).isEqualTo(0.8 * real, within(1e-12));
      assertThat(range.most()).isEqualTo(1.2 * real, within(1e-12));
    }
    assertThat(forecast.documents(SAMPLE))
        .isEqualTo(documents.stream().filter(each -> each.hash().sampled(SAMPLE)).count());
  }

  /**
   * 1,000 corpora of 1,000 documents, seeds 1 to 1,000, forecast from 200 of them: at most 1 % of
   * the shares lie outside. The sizes are skewed, so it is more than the 0.27 % of a normal
   * distribution. The seeds are fixed, so there is no false alarm.
   */
  @Test
  void sharesOfUnknownDocumentsAreWithinTheLimits() {
    int outside = 0;
    for (int seed = 1; seed <= 1000; seed++) {
      List<Sized> documents = documents(1000, seed);
      SplitForecast forecast = SplitForecast.ofSome(1000, documents.subList(0, 200));
      for (Part part : List.of(Part.REAL, Part.RESERVE)) {
        double real = share(documents, seed, part);
        Range range = forecast.share(seed, SAMPLE, Split.DEFAULT, part);
        outside += real < range.least() || real > range.most() ? 1 : 0;
      }
    }
    assertThat(outside).isLessThanOrEqualTo(20);
  }

  @Test
  void documentsOfUnequalSizeHaveWiderLimits() {
    List<Sized> equal = new ArrayList<>();
    documents(100, 3).forEach(each -> equal.add(new Sized(each.hash(), 1)));
    Range narrow = SplitForecast.ofSome(1000, equal).share(1, SAMPLE, Split.DEFAULT, Part.RESERVE);
    Range wide =
        SplitForecast.ofSome(1000, documents(100, 3)).share(1, SAMPLE, Split.DEFAULT, Part.RESERVE);
    assertThat(narrow.middle()).isEqualTo(0.06, within(1e-12));
    // sqrt(0.06 / 1000) = 0.00775, three times
    assertThat(narrow.least()).isEqualTo(0.06 - 0.023238, within(1e-6));
    assertThat(wide.least()).isLessThan(narrow.least());
    assertThat(wide.most()).isGreaterThan(narrow.most());
  }
}
