package ouroboros.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import ouroboros.dating.AgeTable;
import ouroboros.dating.TextAge;
import ouroboros.report.table.AgesTable;
import ouroboros.spark.AgeRun;
import ouroboros.spark.ExternalSpec;
import ouroboros.spark.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code date REAL CANDIDATE}: how many generations of models lie between a real text and another
 * text, and how much real text was mixed in.
 */
@Command(
    name = "date",
    description =
        "Says how many generations of models lie between a real text and a candidate, and how much"
            + " real text was mixed in, from counts of rare words.",
    footer = {
      "",
      "REAL must be the text that the lineage began with. k = 0 means that CANDIDATE is other real",
      "text of the same source. Text that jobs/generate wrote has tokens already: read it with",
      "--tokenizer whitespace --sentences lines. ancestry.md says when an age can be believed."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DateTexts implements Callable<Integer> {
  @Mixin private ComparedTexts compared = new ComparedTexts();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "CANDIDATE",
      description = "Text to date. Several texts are dated one by one, in one table.")
  private List<String> candidates = new ArrayList<>();

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "Also writes the ages as a table, ages in tables.md.")
  private @Nullable String table;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  DateTexts() {}

  @Override
  public Integer call() throws IOException {
    Path file = table == null ? null : WrittenFile.of("--table", table);
    ExternalSpec asked =
        new ExternalSpec(
            compared.real(),
            candidates,
            compared.stated(),
            List.of("vocabulary-retention"),
            1,
            compared.seed(),
            null);
    List<TextAge> ages = AgeRun.date(() -> Session.open("ouroboros date"), asked);
    PrintWriter out = spec.commandLine().getOut();
    if (ages.size() == 1) {
      out.println(ages.get(0).sentence());
      AgeTable.policies(ages.get(0)).forEach(out::println);
    } else {
      AgeTable.lineage(candidates, ages).forEach(out::println);
    }
    if (file != null) {
      StringWriter rows = new StringWriter();
      AgesTable.write(rows, candidates, ages);
      WrittenFile.write(file, rows.toString());
    }
    return Main.Exit.DONE;
  }
}
