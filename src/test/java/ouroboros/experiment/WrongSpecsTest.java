package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import ouroboros.experiment.config.SpecFile;

class WrongSpecsTest {
  @TestFactory
  Stream<DynamicTest> saysEveryProblemWithItsLine() {
    return SpecCase.in("wrong-specs.txt").stream()
        .map(
            each ->
                dynamicTest(
                    each.title(),
                    () -> assertThat(each.found()).containsExactlyElementsOf(each.problems())));
  }

  @Test
  void manyCasesAreTried() {
    assertThat(SpecCase.in("wrong-specs.txt")).hasSizeGreaterThan(120);
  }

  @Test
  void theBaseOfTheCasesIsRight() {
    assertThat(SpecFile.parse("x.yaml", SpecCase.BASE, List.of()).cells()).hasSize(1);
  }
}
