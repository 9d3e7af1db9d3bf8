package ouroboros.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ouroboros.spark.InputSurvey.Fields;
import ouroboros.spark.InputSurvey.Layout;
import ouroboros.spark.InputSurvey.Sizes;
import ouroboros.spark.InputSurvey.Survey;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Part;
import ouroboros.text.block.DocumentHash;
import ouroboros.text.prepared.DocumentSplit;
import ouroboros.text.prepared.SplitForecast;
import ouroboros.text.prepared.SplitForecast.Sized;

class PilotTest {
  private static final int CORES = 2;

  private static List<Sized> documents(int number, double spread) {
    Random random = new Random(5);
    List<Sized> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      all.add(
          new Sized(DocumentHash.of(i + ".txt"), StrictMath.exp(spread * random.nextGaussian())));
    }
    return all;
  }

  private static Survey survey(SplitForecast parts, double documents, double tokens) {
    return new Survey(
        List.of("a"),
        "plain text",
        new Fields(List.of(), List.of(), ""),
        new Layout(CorpusSpec.Documents.FILE, false, ""),
        "",
        new Sizes(1, 1, documents, tokens / 20, tokens, false),
        parts,
        List.of());
  }

  private static double size(List<Sized> documents, Pilot pilot, Part part) {
    DocumentSplit split = new DocumentSplit(Pilot.SEED, pilot.split());
    return documents.stream()
        .filter(each -> each.hash().sampled(pilot.sample()))
        .filter(each -> split.part(each.hash()) == part)
        .mapToDouble(Sized::size)
        .sum();
  }

  /** Whatever their sizes, what is written has a reserve that lasts, or no policy for it. */
  @Test
  void theReserveLasts() {
    int fresh = 0;
    for (int number : new int[] {1, 5, 30, 100, 300, 1000, 5000}) {
      for (double spread : new double[] {0, 1, 2, 3}) {
        for (double tokens : new double[] {1e5, 3e6, 3e7, 1e9}) {
          List<Sized> documents = documents(number, spread);
          Pilot pilot = Pilot.of(survey(SplitForecast.ofAll(documents), number, tokens), CORES);
          double real = size(documents, pilot, Part.REAL);
          String which = number + " documents, spread " + spread + ", " + pilot;
          assertThat(real).as(which).isPositive();
          assertThat(size(documents, pilot, Part.RESERVE))
              .as(which)
              .isGreaterThanOrEqualTo(Pilot.GENERATIONS * pilot.fresh() * real);
          if (pilot.hasTest()) {
            assertThat(size(documents, pilot, Part.TEST)).as(which).isPositive();
          }
          fresh += pilot.fresh() > 0 ? 1 : 0;
        }
      }
    }
    assertThat(fresh).isGreaterThan(20);
  }

  @Test
  void manyDocumentsOfUnknownSizeAreSplitAsUsual() {
    SplitForecast parts = SplitForecast.ofSome(1e6, documents(300, 0.5));
    Pilot pilot = Pilot.of(survey(parts, 1e6, 3e8), CORES);
    assertThat(pilot.split()).isEqualTo(CorpusSpec.Split.DEFAULT);
    assertThat(pilot.fresh()).isEqualTo(0.02);
    // 120 s x 2 million tokens x 2 cores / (6 cells x 5 replicates x 10 generations)
    assertThat(pilot.tokens()).isBetween(1_300_000.0, 1_600_000.0);
  }

  /** 48 documents would take two minutes; so many that the reserve lasts take less than five. */
  @Test
  void aLongerRunGivesRoomToMoreDocuments() {
    SplitForecast parts = SplitForecast.ofSome(1000, documents(300, 0));
    Pilot pilot = Pilot.of(survey(parts, 1000, 55e6), CORES);
    assertThat(pilot.documents()).isBetween(60.0, 125.0);
    assertThat(pilot.fresh()).isEqualTo(0.01);
    assertThat(pilot.tokens()).isBetween(1_600_000.0, 4_000_000.0);
  }

  @Test
  void oneDocumentIsNotSampled() {
    Pilot pilot = Pilot.of(survey(SplitForecast.ofSome(1.2, documents(1, 0)), 1.2, 1e9), CORES);
    assertThat(pilot.sample()).isEqualTo(1);
    assertThat(pilot.hasTest()).isFalse();
  }
}
