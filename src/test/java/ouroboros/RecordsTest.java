package ouroboros;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The components of a record are read by position, and nine are too many to keep in mind. */
class RecordsTest {
  private static final int MOST = 8;

  /** Sections and points of a spec, rows of tables and of the catalogue, stored formats. */
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
