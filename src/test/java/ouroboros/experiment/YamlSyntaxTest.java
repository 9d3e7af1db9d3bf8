package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.experiment.config.SpecFile;

/** A mistake of syntax is said with the line where it is, not where the parser noticed it. */
class YamlSyntaxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "name: a/seed: [1, 2/policy: {kind: replace}/ | 2",
        "name: a/policy: {kind: replace/# a word//generations: 3/ | 2",
        "name: a/sweep: {/  family.order: [1, 2]/  size: [3]/}/ | 3",
        "name: a/sweep:/  policy: [replace,/    {kind: anchor, real: {share: 0.1}]/size: 3/ | 4",
        "name: \"a/seed: 1/ | 1",
        "name: a/seed 1/generations: 3/ | 2",
        "name: a/ seed: 1/ | 2",
        "name: a/policy:/  kind: replace/ size: 3/ | 4",
        "name: a/seed: 1/policy: {kind: replace/ | 3",
        "name: a/\tseed: 1/ | 2",
        "name: a/seed: ]/size: 1/ | 2",
      })
  void theLineIsThatOfTheMistake(String file, int line) {
    List<Problem> problems =
        catchThrowableOfType(
                SpecException.class, () -> SpecFile.parse("x", file.replace('/', '\n'), List.of()))
            .problems();
    assertThat(problems.get(0).text()).startsWith("not YAML");
    assertThat(problems.get(0).line()).isEqualTo(line);
  }
}
