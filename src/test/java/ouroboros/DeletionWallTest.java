package ouroboros;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.store.OwnFiles;

/** One function in the whole program deletes files, and it deletes only what the program made. */
class DeletionWallTest {
  private static final Pattern DELETES =
      Pattern.compile("(?i)(?!has|is).*delete.*|cleanDirectory.*|purge.*|moveToTrash|unlink");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("ouroboros");

  /** Calls, references to methods, and the option that deletes when a file is closed. */
  private List<JavaAccess<?>> deletions() {
    return classes.stream()
        .<JavaAccess<?>>flatMap(type -> type.getAccessesFromSelf().stream())
        .filter(access -> DELETES.matcher(access.getName()).matches())
        .filter(access -> !access.getTarget().getOwner().getName().startsWith("java.lang.String"))
        .filter(access -> !access.getTarget().getOwner().getName().startsWith("ouroboros"))
        .toList();
  }

  @Test
  void oneFunctionDeletes() {
    assertThat(deletions())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.getOriginOwner().getName()).isEqualTo(OwnFiles.class.getName());
              assertThat(call.getOrigin().getName()).isEqualTo("delete");
            });
  }

  @Test
  void nobodyElseCallsThatFunction() {
    List<String> callers =
        classes.get(OwnFiles.class).getMethods().stream()
            .filter(method -> method.getName().equals("delete"))
            .flatMap(method -> method.getAccessesToSelf().stream())
            .map(call -> call.getOriginOwner().getName())
            .distinct()
            .toList();
    assertThat(callers).containsExactly(OwnFiles.class.getName());
  }
}
