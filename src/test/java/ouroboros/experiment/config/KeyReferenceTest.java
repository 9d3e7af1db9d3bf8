package ouroboros.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.reference.KeyReference;
import ouroboros.experiment.reference.KeyReferencePage;
import ouroboros.experiment.yaml.AskedKey;

/** The reference of keys and kinds agrees with the code. */
class KeyReferenceTest {
  /** Bound before the file is cut into cells. */
  private static final Set<String> OF_SWEEPS = Set.of("sweep", "exclude");

  private final Map<String, AskedKey> asked = AskedKeys.all();

  @Test
  void everyKeyIsExplained() {
    List<String> missing = new ArrayList<>();
    asked.forEach(
        (label, key) -> {
          if (KeyReference.of(label) == null) {
            missing.add(
                label
                    + " | "
                    + key.expectation()
                    + " | "
                    + key.byDefault()
                    + " | MEANING | EXAMPLE");
          }
        });
    assertThat(missing).as("add these lines to keys.txt").isEmpty();
  }

  /** Where a key has one form, its type and its default are those of the binder. */
  @Test
  void typesAndDefaultsAreThoseOfTheBinders() {
    Set<String> used = new HashSet<>(OF_SWEEPS);
    asked.forEach(
        (label, key) -> {
          KeyReference.Key entry = KeyReference.of(label);
          assertThat(entry).as(label).isNotNull();
          used.add(entry.path());
          boolean isRequired = AskedKey.REQUIRED.equals(key.byDefault());
          if (!key.expectation().isEmpty() && entry.byDefault().equals(key.byDefault())) {
            String form = entry.type().replaceAll(", .*", "");
            assertThat(key.expectation() + " " + entry.type()).as(label).contains(form);
          }
          if (key.byDefault() != null && !isRequired && !AskedKey.NONE.equals(key.byDefault())) {
            boolean isOther =
                List.of("types", "error", "size", "share", "required").contains(entry.byDefault());
            assertThat(isOther || entry.byDefault().contains(key.byDefault())).as(label).isTrue();
          }
        });
    assertThat(KeyReference.keys()).extracting(KeyReference.Key::path).allMatch(used::contains);
  }

  @Test
  void everyKindIsExplained() {
    assertThat(names("policy")).isEqualTo(KindCatalogue.policies());
    assertThat(names("family")).containsExactlyInAnyOrderElementsOf(KindCatalogue.families());
    assertThat(names("smoothing")).containsExactlyInAnyOrderElementsOf(KindCatalogue.smoothings());
    assertThat(names("safeguard")).containsExactlyInAnyOrderElementsOf(KindCatalogue.safeguards());
  }

  private static List<String> names(String group) {
    return KeyReference.kinds().stream()
        .filter(kind -> kind.group().equals(group))
        .map(KeyReference.Kind::name)
        .toList();
  }

  @Test
  void thePageIsPrintedFromIt() throws IOException {
    assertThat(Files.readString(Path.of("src/site/markdown/reference.md")))
        .as("run ouroboros.experiment.reference.KeyReferencePage src/site/markdown/reference.md")
        .isEqualTo(KeyReferencePage.text());
  }

  @Test
  void queriesFindKeysKindsAndGroups() {
    assertThat(KeyReference.explain("policy.window"))
        .contains(
            "policy window", "T_g = the last k of", "policy(window).last", "policy(*).feedback")
        .doesNotContain("policy(anchor");
    assertThat(KeyReference.explain("corpus.text"))
        .startsWith("corpus.text\n")
        .contains("text: body");
    assertThat(KeyReference.explain("policy.anchor.real.share"))
        .contains("policy(anchor,fresh,weighted).real.share", "required, or units");
    assertThat(KeyReference.explain("corpus.split")).contains("corpus.split.test");
    assertThat(KeyReference.explain("policy"))
        .contains("kinds:", "  replace: ", "  fresh-disjoint: ");
    assertThat(KeyReference.explain("no-such-key")).isNull();
    assertThat(KeyReference.nearest("polcy.windw")).contains("policy.window");
    assertThat(KeyReference.placesOf("choose", "policy(anchor)"))
        .first()
        .isEqualTo("policy.real.choose of kind anchor");
  }
}
