package ouroboros.cli;

import java.util.ArrayList;
import java.util.List;
import ouroboros.experiment.config.KindCatalogue;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Adds the kinds that exist to the end of a command's help. */
final class CatalogueFooter implements IModelTransformer {
  private static final int WIDTH = 78;
  private static final String INDENT = "  ";

  CatalogueFooter() {}

  @Override
  public CommandSpec transform(CommandSpec command) {
    List<String> lines = new ArrayList<>();
    section("Families", KindCatalogue.families(), lines);
    section("Smoothings", KindCatalogue.smoothings(), lines);
    section("Policies", KindCatalogue.policies(), lines);
    command.usageMessage().footer(lines.toArray(String[]::new));
    return command;
  }

  private static void section(String title, List<String> kinds, List<String> lines) {
    lines.add("");
    lines.add(title + ":");
    StringBuilder line = new StringBuilder(INDENT);
    for (int i = 0; i < kinds.size(); i++) {
      String word = kinds.get(i) + (i < kinds.size() - 1 ? ", " : "");
      if (line.length() + word.length() > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        line.append(INDENT);
      }
      line.append(word);
    }
    lines.add(line.toString());
  }
}
