package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import ouroboros.experiment.config.SpecFile;

/** For any text, the answer is an experiment or a list of problems of one line each. */
class HostileTextPropertyTest {
  @Property(seed = "1", tries = 1000)
  void anyTextIsAnswered(@ForAll String text) {
    answered(text, List.of());
  }

  @Property(seed = "2", tries = 1000)
  void anythingLikeYamlIsAnswered(@ForAll("yamlish") String text) {
    answered(SpecCase.BASE + text, List.of());
    answered(text, List.of());
  }

  @Property(seed = "3", tries = 1000)
  void anyOverrideIsAnswered(@ForAll String override, @ForAll("yamlish") String yaml) {
    answered(SpecCase.BASE, List.of(override, "policy=" + yaml, yaml));
  }

  @Property(seed = "4", tries = 1000)
  void anyValueOfAnyKeyIsAnswered(@ForAll("keys") String key, @ForAll("yamlish") String value) {
    answered(SpecCase.BASE, List.of(key + "=" + value));
    answered(SpecCase.BASE, List.of("sweep." + key + "=[" + value + "]"));
  }

  @Provide
  Arbitrary<String> yamlish() {
    return Arbitraries.of(
            "a", "kind", "replace", "anchor", "real", "share", "0.1", "-1", ": ", ", ", "[", "]",
            "{", "}", "- ", "\n", "  ", "\"", "'", "&a ", "*a", "!!t ", "? ", "| ", "# ", "---\n",
            "null", "~", ".nan", "1e400", "\t", "\u0000", "\u202e", "%", "@", "sweep", "policy")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of(
        "name",
        "seed",
        "corpus",
        "corpus.source",
        "corpus.split",
        "corpus.split.real",
        "corpus.tokenizer",
        "corpus.id",
        "family",
        "family.order",
        "family.smoothing",
        "policy",
        "policy.kind",
        "policy.real",
        "size",
        "size.tokens",
        "real",
        "sampling",
        "sampling.max-length",
        "safeguards",
        "refill",
        "metrics",
        "evaluation",
        "keep",
        "sweep",
        "exclude");
  }

  private static void answered(String yaml, List<String> overrides) {
    try {
      assertThat(SpecFile.parse("x.yaml", yaml, overrides).cells()).isNotEmpty();
    } catch (SpecException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.problems()).extracting(Problem::toString).allMatch(s -> s.lines().count() == 1);
    }
  }
}
