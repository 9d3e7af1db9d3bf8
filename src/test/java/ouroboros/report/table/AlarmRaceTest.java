package ouroboros.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Cell;
import ouroboros.experiment.config.SpecFile;
import ouroboros.inference.Quantity;
import ouroboros.report.ReportSource;
import ouroboros.safeguard.watch.AlarmRule;

/** A run whose values are known: normal draws (seed 3) without feedback, jumps with it. */
class AlarmRaceTest {
  private static final int GENERATIONS = 20;
  private static final int REPLICATES = 6;

  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final StringBuilder metrics =
      new StringBuilder("cell,replicate,generation,metric,subject,scope,value\n");

  @BeforeEach
  void values() {
    SpecFile.parse(
            "x.yaml",
            """
            name: x
            seed: 1
            corpus: {source: bundled:strata}
            family: {kind: ngram, order: 1}
            generations: 20
            sweep:
              policy: [{kind: replace}, {kind: frozen}]
            """,
            List.of())
        .cells()
        .forEach(cell -> cells.put(cell.name(), cell));
    Random random = new Random(3);
    for (int r = 0; r < REPLICATES; r++) {
      for (int g = 1; g <= GENERATIONS; g++) {
        add("policy=frozen", r, g, "entropy-1", 10 + random.nextGaussian());
        add("policy=frozen", r, g, "types-1", 500 + random.nextGaussian());
        add("policy=replace", r, g, "entropy-1", g < 5 ? 10 : 40);
        add("policy=replace", r, g, "types-1", 500 - g);
      }
      add("policy=replace", r, 1, "js-1", 0);
    }
  }

  private void add(String cell, int replicate, int generation, String metric, double value) {
    metrics.append(String.join(",", cell, replicate + "", generation + "", metric, "synthetic"));
    metrics.append(",all,").append(value).append('\n');
  }

  private AlarmRace race() throws IOException {
    AlarmRace race = new AlarmRace(cells, GENERATIONS, .1);
    ReportSource run = ReportSource.of("run", Map.of("metrics.csv", metrics.toString()));
    assertThat(race.read(run)).isTrue();
    return race;
  }

  @Test
  void onlyWhatIsThereInEveryGenerationIsWatched() throws IOException {
    assertThat(race().quantities())
        .extracting(Quantity::metric)
        .containsExactly("entropy-1", "types-1");
    assertThat(race().named("js-1")).isEmpty();
  }

  @Test
  void delaysAndLeadsAreThoseOfTheValues() throws IOException {
    AlarmRace race = race();
    Quantity entropy = race.named("entropy-1").orElseThrow();
    List<RaceRow> rows = race.rows(race.quantities(), entropy);
    for (RaceRow row : rows) {
      assertThat(row.control()).isEqualTo("policy=frozen");
      assertThat(row.delays().lineages()).isEqualTo(REPLICATES);
      boolean isEqual = row.limit().setting() == RaceRow.Setting.EQUAL;
      assertThat(row.limit().heldOut().isPresent()).isEqualTo(isEqual);
      if (isEqual) {
        assertThat(row.limit().falseAlarms()).isLessThanOrEqualTo(.1);
      }
    }
    RaceRow jump = row(rows, "entropy-1", AlarmRule.SHEWHART);
    assertThat(mean(jump.delays().mean())).isEqualTo(5);
    assertThat(jump.delays().rung()).isEqualTo(REPLICATES);
    assertThat(jump.lead().value()).hasValue(0);
    // One standard deviation a generation: z is about -4 at g = 4, whatever the draws are.
    RaceRow decline = row(rows, "types-1", AlarmRule.SHEWHART);
    assertThat(mean(decline.delays().mean())).isBetween(2.0, 4.0);
    assertThat(decline.lead().value()).hasValue(5 - mean(decline.delays().mean()));
    assertThat(mean(row(rows, "types-1", AlarmRule.CUSUM).delays().mean()))
        .isLessThanOrEqualTo(mean(decline.delays().mean()) + 1);
    RaceRow own =
        rows.stream()
            .filter(r -> r.rule() == AlarmRule.OWN_PAST)
            .filter(r -> r.quantity().metric().equals("types-1"))
            .filter(r -> r.limit().setting() == RaceRow.Setting.PUBLISHED)
            .findFirst()
            .orElseThrow();
    assertThat(own.delays().rung()).isZero();
    assertThat(mean(own.delays().mean())).isEqualTo(GENERATIONS + 1);
    StringWriter written = new StringWriter();
    RaceTable.write(written, rows);
    assertThat(written.toString().lines()).hasSize(rows.size() + 1);
  }

  private static double mean(RaceRow.Mean mean) {
    return mean.value().orElseThrow();
  }

  private static RaceRow row(List<RaceRow> rows, String metric, AlarmRule rule) {
    return rows.stream()
        .filter(row -> row.quantity().metric().equals(metric) && row.rule() == rule)
        .filter(row -> row.limit().setting() == RaceRow.Setting.EQUAL)
        .findFirst()
        .orElseThrow();
  }
}
