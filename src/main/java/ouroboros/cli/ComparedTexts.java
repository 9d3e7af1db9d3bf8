package ouroboros.cli;

import ouroboros.text.StatedText;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of commands that compare texts with R. */
final class ComparedTexts {
  @Parameters(
      index = "0",
      paramLabel = "REAL",
      description =
          "R: a file, folder or glob of text, JSON lines, CSV or Parquet, or a prepared corpus.")
  private String real = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of groups of documents, and of intervals; 42 by default.")
  private long seed = 42;

  @Mixin private TextOptions text = new TextOptions();

  /** Created by picocli. */
  ComparedTexts() {}

  String real() {
    return real;
  }

  long seed() {
    return seed;
  }

  /** How the texts are split into tokens, without defaults. */
  StatedText stated() {
    return text.stated();
  }
}
