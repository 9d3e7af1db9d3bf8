package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run --forecast} prints: its table is the last, and its CSV is a file. */
@Tag("spark")
class ForecastConsoleTest {
  @TempDir Path folder;

  private List<String> forecast(String spec, Path out, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), spec);
    String[] arguments = new String[5 + more.length];
    System.arraycopy(
        new String[] {"run", file.toString(), "--out", out.toString(), "--forecast"},
        0,
        arguments,
        0,
        5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    Answer answer = Answer.of(arguments);
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(Files.readString(out.resolve("forecast.csv")))
        .startsWith("cell,generation,metric,subject,scope,expected\n");
    return answer.out().lines().toList();
  }

  @Test
  void theTableOfTextIsBelowNotesAndCost() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append("word").append(i % 7).append(" and w").append(i % 60).append(" came .\n");
    }
    Path corpus = Files.writeString(folder.resolve("corpus.txt"), text);
    Path out = folder.resolve("out");
    List<String> lines =
        forecast(
            """
            name: x
            seed: 1
            generations: 3
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            sweep:
              policy: [{kind: replace}, {kind: frozen}]
            safeguards:
              - {kind: review, budget: {share: 0.5}, by: {critic: {keep: [0.1, 0.9]}, error: 0.1}, rest: pass}
            corpus: {source: "%s", documents: line, sentences: lines, tokenizer: whitespace}
            """
                .formatted(corpus),
            out,
            "--cluster",
            "cores=100, memory=8g");
    int table = lines.indexOf("law at generation 3");
    assertThat(lines.get(0)).endsWith("out/forecast.csv");
    assertThat(lines.subList(1, table))
        .anyMatch(line -> line.contains("review"))
        .anyMatch(line -> line.contains("on 100 cores"));
    assertThat(lines.get(table - 1)).contains("disk");
    assertThat(lines.subList(table + 1, lines.size()))
        .satisfiesExactly(
            one -> assertThat(one).startsWith("policy=replace: "),
            two -> assertThat(two).startsWith("policy=frozen: "));
  }

  @Test
  void theTableOfKnownTypesIsBelowTheCost() throws IOException {
    List<String> lines =
        forecast(
            """
            name: x
            seed: 1
            generations: 2
            family: {kind: categorical, probabilities: [0.5, 0.5]}
            real: 100
            policy: {kind: replace}
            size: 100
            """,
            folder.resolve("out"));
    assertThat(lines.get(lines.size() - 2)).isEqualTo("law at generation 2");
    assertThat(lines.get(lines.size() - 1)).startsWith("base: ").contains("heterozygosity");
  }
}
