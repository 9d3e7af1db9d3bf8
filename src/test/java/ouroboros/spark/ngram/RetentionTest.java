package ouroboros.spark.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Cell;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.Size;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GenerationFiles;
import ouroboros.experiment.store.GenerationRecord;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.random.Key;
import ouroboros.safeguard.SafeguardList;

class RetentionTest {
  private static final String OWN = "cells/001-a/r0000/";
  private static final CountTable REAL = table("real/order-2/R-00000-a");

  private static CountTable table(String name) {
    return new CountTable(List.of(new SealedFile(name, 1, "0")), 1, 1, 1, 1);
  }

  private static CountTable table(int g, String prefix) {
    return table(OWN + "g%05d/%s-00000-a".formatted(g, prefix));
  }

  /** S_1 .. S_4; the training sets are given, with the models between people and their units. */
  private static List<Manifest> past(List<CountTable> trainings, int... depths) {
    List<Manifest> past = new ArrayList<>(List.of(manifest(0, null, REAL, 0)));
    for (int g = 1; g <= trainings.size(); g++) {
      past.add(manifest(g, table(g, "S"), trainings.get(g - 1), depths[g - 1]));
    }
    return past;
  }

  private static Manifest manifest(
      int g, @Nullable CountTable synthetic, CountTable training, int depth) {
    return Manifest.of(
        g,
        GenerationFiles.ofCounts(synthetic, training, null),
        new GenerationRecord(
            9,
            List.of(),
            new Measured(List.of(), List.of(), List.of(), new TreeMap<>()),
            List.of(new Manifest.Share(g, depth, 9, 9, 1)),
            List.of(),
            List.of(),
            null));
  }

  private static List<String> superfluous(Policy policy, List<Manifest> past) {
    return retention(policy).superfluous(past, stock(past));
  }

  private static AvailableUnits stock(List<Manifest> past) {
    AvailableUnits stock = AvailableUnits.ofCorpus(9, 9, 9);
    for (int g = 1; g < past.size(); g++) {
      stock = stock.and(9);
    }
    return stock;
  }

  private static Retention retention(Policy policy) {
    Cell cell =
        new Cell(
            1,
            "a",
            "001-a",
            new FamilySpec.Lda(1, 1),
            policy,
            new Size.Real(),
            null,
            new Sampling(Decoding.NONE, null, Sampling.Backend.AUTO, Sampling.ModelPlace.AUTO),
            SafeguardList.NONE,
            Map.of());
    return new Retention(new Lineage(cell, 0, new Key(1, 0)), AfterSeal.none());
  }

  @Test
  void theFirstSyntheticGenerationMayBeThatOfOtherCells() {
    List<CountTable> itself = List.of(table(1, "S"), table(2, "S"), table(3, "S"), table(4, "S"));

    assertThat(superfluous(new Policy.Replace(), past(itself, 1, 2, 3, 4)))
        .containsExactly(OWN + "g00002/S-00000-a", OWN + "g00003/S-00000-a");
  }

  @Test
  void trainingSetsOfRealTextAloneMayBeThoseOfOtherLineages() {
    List<CountTable> real =
        List.of(table(1, "part-real"), table(2, "part-real"), table(3, "part-real"));

    assertThat(superfluous(new Policy.Bootstrap(), past(real, 0, 0, 0)))
        .containsExactly(OWN + "g00002/S-00000-a");
  }

  @Test
  void whatLiesElsewhereIsNeverGivenUp() {
    List<CountTable> elsewhere =
        List.of(table("cells/000-b/r0000/g00001/T-00000-a"), table(2, "T"), table(3, "T"));

    assertThat(superfluous(new Policy.Accumulate(), past(elsewhere, 1, 2, 3)))
        .containsExactly(OWN + "g00002/S-00000-a", OWN + "g00002/T-00000-a");
  }

  /** So that the cost of a generation does not grow with its number. */
  @Test
  void whatWasSaidOnceMayBeLeftOutLater() {
    List<CountTable> own = IntStream.range(1, 8).mapToObj(g -> table(g, "T")).toList();
    List<CountTable> itself = IntStream.range(1, 8).mapToObj(g -> table(g, "S")).toList();
    List<Integer> last = new ArrayList<>();
    for (Policy policy :
        List.of(new Policy.Replace(), new Policy.Accumulate(), new Policy.Window(3, false))) {
      boolean replaces = policy instanceof Policy.Replace;
      List<Manifest> past = past(replaces ? itself : own, 1, 2, 3, 4, 5, 6, 7);
      Retention retention = retention(policy);
      TreeSet<String> said = new TreeSet<>();
      List<String> now = List.of();
      for (int g = 1; g < past.size(); g++) {
        List<Manifest> sealed = past.subList(0, g + 1);
        now = retention.superfluous(sealed, stock(sealed));
        said.addAll(now);
        assertThat(said).containsExactlyElementsOf(superfluous(policy, sealed));
      }
      last.add(now.size());
    }
    assertThat(last).allMatch(many -> many <= 4);
  }
}
