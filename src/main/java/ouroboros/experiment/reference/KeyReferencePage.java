package ouroboros.experiment.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the documentation page of the experiment file from {@link KeyReference}. */
public final class KeyReferencePage {
  private static final String HEAD =
      """
      # The experiment file: keys and kinds

      Printed from `keys.txt` and `kinds.txt` in `ouroboros.experiment`; change them there, then run
      `ouroboros.experiment.reference.KeyReferencePage src/site/markdown/reference.md`. Tests compare both files with what
      the binders ask for. `jobs/validate --explain policy.window` prints an entry; the words are explained in
      [concepts.md](concepts.md).

      R is the real text, S_g what model M_{g-1} drew, T_g what M_g is trained on; g counts from 1. A *unit* is what a
      family draws: a sentence, a document, a point. *Law* says what is predicted for a policy or family without a
      run; *price* what it costs apart from drawing S_g.
      """;

  private static final String WHOLE = "The whole experiment";

  private KeyReferencePage() {}

  /** Writes the page into the file that the argument names. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), text());
  }

  /** The page. */
  public static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    kinds(page, "policy", "Policies", "`policy: {kind: ..}` says what T_g is.");
    kinds(
        page,
        "safeguard",
        "Safeguards",
        "`safeguards: [{kind: ..}, ..]` are between drawing and training.");
    kinds(page, "family", "Families", "`family: {kind: ..}` is what a model is.");
    kinds(page, "smoothing", "Smoothings", "`family: {kind: ngram, smoothing: {kind: ..}}`.");
    page.append(
        "\n"
            + "## Keys\n\n"
            + "Kinds that have a key are in brackets, `*` is every kind. `required` has no"
            + " default.\n");
    Map<String, List<KeyReference.Key>> groups = new LinkedHashMap<>();
    groups.put(WHOLE, new ArrayList<>());
    for (KeyReference.Key key : KeyReference.keys()) {
      String group = key.path().replaceAll("[.(].*", "");
      boolean isAlone =
          KeyReference.keys().stream().noneMatch(each -> each.path().matches(group + "[.(].*"));
      groups
          .computeIfAbsent(isAlone ? WHOLE : "`" + group + "`", title -> new ArrayList<>())
          .add(key);
    }
    groups.forEach((title, keys) -> group(page, title, keys));
    return page.toString();
  }

  private static void group(StringBuilder page, String title, List<KeyReference.Key> keys) {
    page.append("\n### ").append(title).append("\n\n");
    page.append("| key | type | default | meaning | example |\n| --- | --- | --- | --- | --- |\n");
    for (KeyReference.Key key : keys) {
      row(
          page,
          List.of(
              "`" + key.path() + "`",
              key.type(),
              code(key.byDefault()),
              key.meaning(),
              "`" + key.example() + "`"));
    }
  }

  private static String code(String byDefault) {
    return byDefault.equals("none") || byDefault.startsWith("required")
        ? byDefault
        : "`" + byDefault.replace("\"", "") + "`";
  }

  private static void kinds(StringBuilder page, String group, String title, String how) {
    List<KeyReference.Kind> kinds =
        KeyReference.kinds().stream().filter(kind -> kind.group().equals(group)).toList();
    page.append(String.format(Locale.ROOT, "%n## %s%n%n%s%n%n", title, how).replace("\r", ""));
    boolean hasFormula = kinds.stream().anyMatch(kind -> !kind.formula().equals("-"));
    boolean hasLaw = kinds.stream().anyMatch(kind -> !kind.law().equals("-"));
    page.append(hasFormula ? "| kind | T_g | " : "| kind | ");
    page.append("meaning | when to use it |").append(hasLaw ? " law | price |\n" : "\n");
    page.append("| --- |".repeat(1))
        .append(" --- |".repeat((hasFormula ? 3 : 2) + (hasLaw ? 2 : 0)));
    page.append('\n');
    for (KeyReference.Kind kind : kinds) {
      page.append("| `").append(kind.name()).append("` | ");
      if (hasFormula) {
        page.append(escaped(kind.formula())).append(" | ");
      }
      page.append(escaped(kind.meaning())).append(" | ").append(escaped(kind.when())).append(" |");
      if (hasLaw) {
        page.append(' ')
            .append(escaped(kind.law()))
            .append(" | ")
            .append(escaped(kind.price()))
            .append(" |");
      }
      page.append('\n');
    }
  }

  private static void row(StringBuilder page, List<String> cells) {
    page.append("| ");
    page.append(String.join(" | ", cells.stream().map(KeyReferencePage::escaped).toList()));
    page.append(" |\n");
  }

  private static String escaped(String cell) {
    return cell.replace("|", "\\|").replaceAll("<(unk|s|/s)>", "`<$1>`");
  }
}
