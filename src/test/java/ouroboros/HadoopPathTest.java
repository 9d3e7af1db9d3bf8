package ouroboros;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.OwnFiles;

/** Names become paths in one place, and every name of a file is one. */
@AnalyzeClasses(packages = "ouroboros", importOptions = ImportOption.DoNotIncludeTests.class)
class HadoopPathTest {
  /** Where a name becomes a path of the JDK: files that are only on this machine. */
  private static final Set<String> OF_THE_JDK =
      Set.of(
          "ouroboros.cli.Bench",
          "ouroboros.cli.InitFile",
          "ouroboros.cli.MlflowOption",
          "ouroboros.cli.Reviews",
          "ouroboros.cli.SourceNames",
          "ouroboros.cli.WrittenFile",
          "ouroboros.experiment.reference.KeyReferencePage",
          "ouroboros.experiment.config.SpecFile",
          "ouroboros.experiment.store.Links",
          "ouroboros.experiment.store.OwnFiles",
          "ouroboros.experiment.store.Umask",
          "ouroboros.experiment.store.WritePlace",
          "ouroboros.metric.MetricCataloguePage",
          "ouroboros.report.mlflow.MlflowLog",
          "ouroboros.report.mlflow.MlflowServer",
          "ouroboros.report.page.Report",
          "ouroboros.report.table.TableCataloguePage",
          "ouroboros.spark.ScoreRun",
          "ouroboros.spark.cluster.LocalDisk",
          "ouroboros.spark.cluster.ScratchFolder",
          "ouroboros.spark.corpus.CorpusListing",
          "ouroboros.spark.corpus.HiddenFiles");

  @ArchTest
  static final ArchRule hadoopPathsAreMadeHere =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(HadoopPath.class.getName())
          .and()
          .doNotBelongToAnyOf(OwnFiles.class)
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "new Path(String)",
                  call ->
                      call.getTarget().getOwner().isEquivalentTo(Path.class)
                          && call.getName().equals("<init>")
                          && call.getTarget().getFullName().contains("String")));

  @ArchTest
  static final ArchRule pathsOfTheJdkAreMadeInFewPlaces =
      noClasses()
          .that(
              DescribedPredicate.describe(
                  "are not named here",
                  (JavaClass each) -> !OF_THE_JDK.contains(outer(each.getName()))))
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe("a path of the JDK is made", HadoopPathTest::ofTheJdk));

  private static String outer(String name) {
    return name.replaceAll("\\$.*", "");
  }

  private static boolean ofTheJdk(JavaAccess<?> call) {
    String target = call.getTarget().getFullName();
    return target.startsWith("java.nio.file.Path.of(")
        || target.startsWith("java.nio.file.Paths.get(")
        || target.startsWith("java.io.File.<init>(")
        || target.startsWith("java.net.URI.create(")
        || target.startsWith("java.net.URI.<init>(");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-01T12:00",
        "a:b/c:d.txt",
        "part[1].parquet",
        "part{a,b}",
        "a\\b",
        "a%20b#c?d",
        "my part +1",
        "текст-é",
        "two\nlines",
        "/tmp/12:00/x",
        "c:"
      })
  void aNameIsTheNameOfAFile(String name) {
    Path path = HadoopPath.of(name);
    assertThat(path.toUri().getScheme()).isNull();
    assertThat(path.toString()).isIn(name, "./" + name);
    assertThat(HadoopPath.of(path.toString())).isEqualTo(path);
    Path below = HadoopPath.in("/out", name);
    assertThat(below.toUri().getPath()).isEqualTo(name.startsWith("/") ? name : "/out/" + name);
    assertThat(new Path("file:///home").toUri().getScheme()).isEqualTo("file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3a://bucket/a:b", "file:/tmp/a:b", "hdfs://host:9000/x"})
  void aSchemeNeedsASlash(String name) {
    assertThat(HadoopPath.of(name)).isEqualTo(new Path(name));
  }
}
