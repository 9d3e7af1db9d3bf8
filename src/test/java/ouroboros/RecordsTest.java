package ouroboros;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A record of many components is read by position: nine are too many to tell. */
class RecordsTest {
  private static final int MOST = 8;

  /** Sections and points of a spec, rows of tables and of the catalogue, formats at rest. */
  private static final List<String> WIDE =
      List.of(
          "CorpusSpec",
          "Experiment",
          "Cell",
          "ComponentRow",
          "VerdictRow",
          "Description",
          "RunFacts",
          "BlockFile",
          "PreparedCorpus",
          "TruthSeal");

  @Test
  void haveAtMostEightComponentsUnlessTheyAreSpecsOrRows() {
    List<String> wide =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("ouroboros")
                .stream()
                .filter(JavaClass::isRecord)
                .filter(type -> type.reflect().getRecordComponents().length > MOST)
                .map(JavaClass::getSimpleName)
                .toList();

    assertThat(wide).isSubsetOf(WIDE);
  }
}
