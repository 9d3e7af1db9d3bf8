package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/alarms} on a run with a known truth. */
@Tag("spark")
class AlarmsJobTest {
  private static final String SPEC =
      """
      name: race
      seed: 7
      family: {kind: categorical, types: 50}
      size: 100
      generations: 20
      replicates: 20
      sweep:
        policy: [{kind: replace}, {kind: replace, feedback: false}]
      """;

  @TempDir private Path folder;

  @Test
  void printsWhatEachRuleDidAndSaysWhatCannotBeWatched() throws IOException {
    Path spec = Files.writeString(folder.resolve("race.yaml"), SPEC);
    Path out = folder.resolve("race");
    Answer run = Answer.of("run", spec.toString(), "--out", out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    Answer race =
        Answer.of(
            "alarms", out.toString(), "--metric", "heterozygosity-ratio", "--before", "support");
    assertThat(race.code()).as(race.err()).isZero();
    List<String> lines = race.out().lines().toList();
    assertThat(lines.get(0)).startsWith("cell,control,metric,").endsWith(",lead-low,lead-high");
    assertThat(lines)
        .anyMatch(line -> line.contains(",heterozygosity-ratio,model,all,cusum,equal,"));
    assertThat(lines).noneMatch(line -> line.contains("classifier-auc"));
    Answer unknown = Answer.of("alarms", out.toString(), "--metric", "beauty");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("beauty", "heterozygosity-ratio");
    assertThat(Answer.of("alarms", out.toString(), "--false-alarms", "1")).returns(2, Answer::code);
    Path alone = folder.resolve("alone");
    Answer fed =
        Answer.of(
            "run",
            spec.toString(),
            "--set",
            "sweep.policy=[{kind: replace}]",
            "--out",
            alone.toString());
    assertThat(fed.code()).as(fed.err()).isZero();
    Answer nothing = Answer.of("alarms", alone.toString());
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("feedback: false");
  }
}
