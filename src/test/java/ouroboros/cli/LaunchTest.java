package ouroboros.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code jobs/launch} with programs in place of Java, Maven and Spark that write down their calls.
 */
class LaunchTest {
  @TempDir Path folder;
  private LaunchProject project;

  @BeforeEach
  void project() throws IOException {
    project = LaunchProject.in(folder.resolve("a house")).built();
  }

  @Test
  void argumentsArriveAsTheyAreTyped() throws Exception {
    LaunchProject.Ended run =
        project.job("run", "my spec.yaml", "--set", "name=a b", "--out", "/tmp/o u t", "");
    assertThat(run.code()).isZero();
    assertThat(project.calls("java"))
        .endsWith("run", "my spec.yaml", "--set", "name=a b", "--out", "/tmp/o u t", "");
  }

  @Test
  void theEmbeddedSparkServesWithoutSparkHome() throws Exception {
    project.job("run", "x.yaml");
    assertThat(project.calls("java"))
        .contains("-Xmx4g", "-XX:CompileThresholdScaling=4", "--add-opens=a/b=c")
        .contains("org.apache.spark.deploy.SparkSubmit")
        .containsSequence(
            "--class", "ouroboros.cli.Main", "--properties-file", project.conf("local"))
        .containsSequence(project.jar(), "run", "x.yaml");
  }

  /** Its class path must begin as that of the archive, so nothing comes before Spark's jars. */
  @Test
  void theArchiveOfClassesServesWhereTheBuildMadeOne() throws Exception {
    project.setting("HADOOP_CONF_DIR", "/etc/hadoop");
    project.job("run", "x.yaml");
    assertThat(project.calls("java")).noneMatch(each -> each.contains("SharedArchiveFile"));
    Path archive = Files.writeString(project.file("target/spark.jsa"), "");
    for (String job : List.of("run", "score", "validate")) {
      project.job(job, "x.yaml");
      assertThat(project.calls("java"))
          .contains("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off")
          .anyMatch(each -> each.startsWith("/jars/a.jar:/jars/b.jar"));
    }
  }

  @Test
  void whatFollowsTwoDashesIsSparkSubmits() throws Exception {
    project.job("run", "x.yaml", "--", "--master", "local[2]", "--conf", "spark.a=b c");
    assertThat(project.calls("java"))
        .containsSequence(
            "--master", "local[2]", "--conf", "spark.a=b c", project.jar(), "run", "x.yaml")
        .contains(project.conf("local"))
        .doesNotContain("--");
  }

  @Test
  void memoryOfTheDriverIsTheHeap() throws Exception {
    project.job("run", "x", "--", "--driver-memory", "6g");
    assertThat(project.calls("java")).contains("-Xmx6g");
    project.job("run", "x", "--", "--conf", "spark.driver.memory=7g");
    assertThat(project.calls("java")).contains("-Xmx7g");
    project.job("run", "x", "--", "--conf=spark.driver.memory=8g");
    assertThat(project.calls("java")).contains("-Xmx8g");
  }

  @Test
  void anInstalledSparkServesWhereSparkHomeIsSet() throws Exception {
    project.installSpark("spark-core_2.13-4.1.0.jar");
    LaunchProject.Ended run = project.job("run", "x.yaml", "--", "--master", "spark://h:7077");
    assertThat(project.calls("spark-submit"))
        .containsSubsequence(
            "--properties-file", project.conf("cluster"), "--master", "spark://h:7077")
        .endsWith(project.jar(), "run", "x.yaml");
    assertThat(run.said()).contains("bin/spark-submit").contains("--master spark://h:7077");
    assertThat(project.calls("java")).isEmpty();
  }

  @Test
  void kubernetesHasSettingsAndPodsOfItsOwn() throws Exception {
    project.installSpark("spark-core_2.13-4.2.0.jar");
    project.job("run", "x.yaml", "--", "--master", "k8s://https://h:6443");
    String pod = project.file("conf/spark/kubernetes-pod.yaml").toString();
    assertThat(project.calls("spark-submit"))
        .containsSubsequence("--properties-file", project.conf("kubernetes"))
        .contains("spark.kubernetes.driver.podTemplateFile=" + pod)
        .contains("spark.kubernetes.executor.podTemplateFile=" + pod);
  }

  /** What is shipped for a cluster and concerns results or secrets is shipped for Kubernetes. */
  @Test
  void kubernetesHasTheSafetyOfACluster() throws Exception {
    List<String> kubernetes = settings("kubernetes");
    assertThat(settings("cluster"))
        .filteredOn(each -> !each.matches("spark\\.(master\\.rest|eventLog)\\..*"))
        .hasSizeGreaterThan(15)
        .isSubsetOf(kubernetes);
  }

  private static List<String> settings(String profile) throws Exception {
    return Files.readAllLines(Path.of("conf/spark/" + profile + ".conf")).stream()
        .filter(line -> line.startsWith("spark."))
        .map(line -> line.replaceAll("\\s+", " "))
        .toList();
  }

  /** SPARK-56227: with AES/GCM, no worker of these Sparks would register. */
  @Test
  void aClusterOfAnOlderSparkIsSpokenToWithAnotherCipher() throws Exception {
    String older = "spark.network.crypto.cipher=AES/CTR/NoPadding";
    String mine = "spark.network.crypto.cipher=AES/GCM/NoPadding";
    project.installSpark("spark-core_2.13-4.2.0.jar");
    project.job("run", "x.yaml", "--", "--master", "yarn");
    assertThat(project.calls("spark-submit")).contains("yarn").doesNotContain(older);
    project.installSpark("spark-core_2.13-4.1.0.jar");
    project.job("run", "x.yaml", "--", "--master", "local[2]");
    assertThat(project.calls("spark-submit")).contains("local[2]").doesNotContain(older);
    project.job("run", "x.yaml", "--", "--master", "yarn", "--conf", mine);
    assertThat(project.calls("spark-submit")).containsSubsequence("--conf", older, "--conf", mine);
  }

  @Test
  void anOldSparkIsRefused() throws Exception {
    project.installSpark("spark-core_2.12-3.5.1.jar");
    LaunchProject.Ended run = project.job("run", "x.yaml");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said()).contains("spark-core_2.12-3.5.1.jar; Spark 4 with Scala 2.13 is needed");
  }

  @Test
  void aSparkHomeWithoutSparkIsRefused() throws Exception {
    project.setting("SPARK_HOME", folder.toString());
    LaunchProject.Ended run = project.job("run", "x.yaml");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said()).contains("there is no bin/spark-submit in it; unset it");
  }

  @Test
  void yarnNeedsAnInstalledSpark() throws Exception {
    LaunchProject.Ended run = project.job("run", "x.yaml", "--", "--master=yarn");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.said()).contains("--master yarn needs an installed Spark; set SPARK_HOME");
  }

  @Test
  void ownSettingsReplaceOurs() throws Exception {
    Path mine = Files.writeString(folder.resolve("mine.conf"), "spark.driver.memory 5g");
    project.job("run", "x.yaml", "--", "--properties-file", mine.toString());
    assertThat(project.calls("java"))
        .containsOnlyOnce("--properties-file")
        .contains(mine.toString())
        .contains("-Xmx5g");
    LaunchProject.Ended missing =
        project.job("run", "x.yaml", "--", "--properties-file", "/etc/no-such.conf");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.said()).contains("/etc/no-such.conf is not a file that can be read");
  }

  private String environment(String... names) throws Exception {
    Path seen = folder.resolve("environment");
    StringBuilder print = new StringBuilder("printf '%s;'");
    for (String each : names) {
      print.append(" \"").append(each).append("=${").append(each).append("-none}\"");
    }
    project.program("java", print + " > '" + seen + "'");
    assertThat(project.job("run", "x.yaml").code()).isZero();
    return Files.readString(seen);
  }

  @Test
  void aLocalRunStaysOnThisMachine() throws Exception {
    project.setting("SPARK_LOCAL_DIRS", "/disk a,/disk b");
    assertThat(environment("SPARK_LOCAL_IP", "SPARK_LOCAL_DIRS"))
        .isEqualTo("SPARK_LOCAL_IP=127.0.0.1;SPARK_LOCAL_DIRS=none;");
    assertThat(project.calls("java"))
        .containsSequence("--conf", "spark.local.dir=/disk a,/disk b", project.jar());
    project.job("run", "x.yaml", "--", "--conf", "spark.local.dir=/mine");
    assertThat(project.calls("java")).doesNotContain("spark.local.dir=/disk a,/disk b");
  }

  @Test
  void aClusterIsLeftAsItIs() throws Exception {
    project.setting("SPARK_LOCAL_DIRS", "/disk");
    Path seen = folder.resolve("environment");
    project.program(
        "java", "echo \"${SPARK_LOCAL_IP-none} ${SPARK_LOCAL_DIRS-none}\" > '" + seen + "'");
    project.job("run", "x.yaml", "--", "--master", "spark://h:7077");
    assertThat(Files.readString(seen)).isEqualTo("none /disk\n");
  }

  @Test
  void namesAreUtf8UnderEveryLocale() throws Exception {
    project.setting("LC_ALL", "POSIX");
    assertThat(environment("LC_ALL", "LC_CTYPE"))
        .matches("LC_ALL=none;LC_CTYPE=(C|en_US)[.](UTF-8|utf8);");
    project.setting("LC_ALL", "C.UTF-8");
    assertThat(environment("LC_ALL", "LC_CTYPE")).isEqualTo("LC_ALL=C.UTF-8;LC_CTYPE=none;");
    project.unset("LC_ALL");
    assertThat(environment("LC_CTYPE")).isNotEqualTo("LC_CTYPE=none;");
    project.setting("LC_ALL", "C");
    project.withReal("locale");
    assertThat(environment("LC_ALL", "LC_CTYPE", "LC_MESSAGES"))
        .matches("LC_ALL=none;LC_CTYPE=(C|en_US)[.](UTF-8|utf8);LC_MESSAGES=C;");
  }

  @Test
  void aPathWithSyntaxOfUrisGoesAsAUri() throws Exception {
    for (String name : List.of("a#b", "a%41b", "a, b", "größe", "a[b]{c}", "a\"b", "a$b&c;d")) {
      project = LaunchProject.in(folder.resolve(name + "/of me")).built();
      LaunchProject.Ended run = project.job("run", "x.yaml");
      assertThat(run.code()).as(run.said()).isZero();
      String uri = Path.of(project.jar()).toUri().toString();
      List<String> calls = project.calls("java");
      String jar = calls.get(calls.indexOf("run") - 1);
      assertThat(jar).startsWith("file:///").matches("[A-Za-z0-9:/._~%-]+");
      assertThat(java.net.URI.create(jar)).isEqualTo(java.net.URI.create(jar).normalize());
      assertThat(java.net.URI.create(jar).getPath()).isEqualTo(java.net.URI.create(uri).getPath());
      assertThat(calls)
          .anyMatch(each -> each.matches("-Dlog4j2.configurationFile=file:///[A-Za-z0-9/._~%-]+"));
    }
    project = LaunchProject.in(folder.resolve("a:b")).built();
    LaunchProject.Ended run = project.job("run", "x.yaml");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said()).contains("a:b has a colon");
  }

  @Test
  void saysWhatThisMachineLacks() throws Exception {
    project.setting("TMPDIR", "/no/such/folder");
    LaunchProject.Ended run = project.job("run", "x.yaml");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said()).contains("/no/such/folder is not a folder that can be written");
    project.setting("TMPDIR", folder.toString());
    project.job("run", "x.yaml");
    assertThat(project.calls("java")).contains("-Djava.io.tmpdir=" + folder);
    LaunchProject.Ended few =
        project.runs(
            List.of("bash", "-c", "ulimit -n 200; exec '" + project.file("jobs/run") + "' x.yaml"));
    assertThat(few.code()).isEqualTo(1);
    assertThat(few.said()).contains("200 files (ulimit -n)").contains("ulimit -n 4096");
  }

  @Test
  void whatSparkSubmitDoesNotUnderstandIsSaidInOneLine() throws Exception {
    Map<List<String>, String> wrong =
        Map.of(
            List.of("--master", "nonsense"), "--master nonsense is none that Spark knows",
            List.of("--no-such"), "spark-submit does not know --no-such",
            List.of("stray"), "spark-submit does not know stray",
            List.of("--conf", "spark.a"), "--conf needs NAME=VALUE, not \"spark.a\"",
            List.of("--driver-memory"), "--driver-memory needs a value");
    for (Map.Entry<List<String>, String> each : wrong.entrySet()) {
      List<String> command = new ArrayList<>(List.of("x.yaml", "--"));
      command.addAll(each.getKey());
      LaunchProject.Ended run = project.job("run", command.toArray(String[]::new));
      assertThat(run.code()).as(run.said()).isEqualTo(2);
      assertThat(run.said()).contains(each.getValue()).hasLineCount(1);
    }
    assertThat(project.calls("java")).isEmpty();
    for (String master : List.of("local", "local[*]", "local[2,3]", "local-cluster[2,1,600]")) {
      assertThat(project.job("run", "x.yaml", "--", "--master", master).code()).isZero();
    }
    assertThat(project.job("run", "x", "--", "-c", "spark.a=b c=d", "--verbose").code()).isZero();
  }

  @Test
  void aJavaThatDoesNotStartIsSaid() throws Exception {
    project.broken("java");
    LaunchProject.Ended run = project.job("run", "x.yaml");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said()).contains("java is Java of an unknown version; a JDK 17 is needed");
  }

  @Test
  void theExitCodeIsTheProgramsOwn() throws Exception {
    project.program("java", "exit 3");
    assertThat(project.job("run", "x.yaml").code()).isEqualTo(3);
    assertThat(project.job("validate", "x.yaml").code()).isEqualTo(3);
  }

  @Test
  void theProgramTakesThePlaceOfTheLauncher() throws Exception {
    project.program("java", "echo $$; sleep 30");
    Process shell = project.start("run", "x.yaml");
    try (var out = shell.inputReader()) {
      assertThat(out.readLine()).isEqualTo(Long.toString(shell.pid()));
    } finally {
      shell.destroyForcibly();
    }
    // SIGINT would be ignored where these tests themselves run in a shell's background.
    project.program("java", "kill -TERM $$; sleep 30");
    assertThat(project.job("run", "x.yaml").code()).isEqualTo(128 + 15);
  }

  @Test
  void buildsWhatIsMissingOnce() throws Exception {
    project.unbuilt();
    LaunchProject.Ended first = project.job("validate", "x.yaml");
    assertThat(first.code()).as(first.said()).isZero();
    assertThat(first.said()).contains("building " + project.jar());
    assertThat(project.calls("mvn")).contains("-Dmaven.test.skip=true", "package");
    assertThat(project.job("validate", "x.yaml").said()).doesNotContain("building");
  }

  @Test
  void buildsAgainAfterAChange() throws Exception {
    Path source = project.source();
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(project.job("validate", "x.yaml").said()).contains("building");
  }

  @Test
  void aBuildThatWasCutShortIsNoBuild() throws Exception {
    project.withoutOptions();
    assertThat(project.job("validate", "x.yaml").said()).contains("building");
  }

  @Test
  void aBuildThatFailsEndsTheJob() throws Exception {
    project.unbuilt();
    project.program("mvn", "echo no such thing; exit 1");
    LaunchProject.Ended run = project.job("run", "x.yaml");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said()).contains("no such thing").contains("the build failed");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aReleaseHasItsJarAndBuildsNothing() throws Exception {
    project.released();
    assertThat(project.job("run", "x.yaml").said())
        .contains(
            "SPARK_HOME names no installed Spark 4 and there is no " + project.file("lib/spark"));
    Files.createDirectory(project.file("lib/spark"));
    assertThat(project.job("run", "x.yaml").code()).isZero();
    String jar = project.file("lib/" + LaunchProject.JAR).toString();
    assertThat(project.calls("java"))
        .contains("--add-opens=a/b=c", jar)
        .containsSequence("-cp", project.file("lib/spark") + "/*");
    assertThat(project.calls("mvn")).isEmpty();
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    project.unbuilt();
    project.without("mvn");
    LaunchProject.Ended run = project.job("run", "x.yaml");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said()).contains("there is no mvn; install Maven 3.8 or newer");
  }

  @Test
  void saysThatJavaIsMissingOrTooOld() throws Exception {
    project.version("1.8.0_402");
    assertThat(project.job("run", "x.yaml").said())
        .contains("java is Java 1.8.0_402; a JDK 17 is needed");
    project.without("java");
    LaunchProject.Ended run = project.job("run", "x.yaml");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said()).contains("there is no java; a JDK 17 is needed");
  }

  @Test
  void runsThroughLinksFromAnyFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("linked job"), project.file("jobs/run"));
    LaunchProject.Ended run = project.runs(List.of(link.toString(), "x.yaml"));
    assertThat(run.code()).as(run.said()).isZero();
    assertThat(project.calls("java")).endsWith(project.jar(), "run", "x.yaml");
  }

  @Test
  void helpStartsNoSpark() throws Exception {
    project.installSpark("spark-core_2.13-4.1.0.jar");
    for (String option : List.of("--help", "-h", "--version", "-V")) {
      LaunchProject.Ended run = project.job("run", "x.yaml", option, "--", "--master", "yarn");
      assertThat(run.code()).as(run.said()).isZero();
      assertThat(run.said()).isEmpty();
      assertThat(project.calls("java"))
          .contains("-XX:TieredStopAtLevel=1")
          .endsWith("ouroboros.cli.Main", "run", "x.yaml", option);
    }
    assertThat(project.calls("spark-submit")).isEmpty();
    project.job("run", "x.yaml", "--set", "name=--help");
    assertThat(project.calls("spark-submit")).endsWith("name=--help");
  }

  @Test
  void whatStartsNoSparkNeedsNoSparkSubmit() throws Exception {
    project.job("score", "my model.arpa", "a.txt");
    assertThat(project.calls("java"))
        .contains("-Xmx4g", "--add-opens=a/b=c", "/jars/a.jar:/jars/b.jar:" + project.jar())
        .doesNotContain("org.apache.spark.deploy.SparkSubmit")
        .endsWith("ouroboros.cli.Main", "score", "my model.arpa", "a.txt");
    project.job("score", "m.arpa", "a.txt", "--", "--driver-memory", "9g");
    assertThat(project.calls("java"))
        .contains("-Xmx9g", "org.apache.spark.deploy.SparkSubmit")
        .endsWith(project.jar(), "score", "m.arpa", "a.txt");
  }

  /** Storage such as {@code s3a://} needs libraries that only spark-submit fetches. */
  @Test
  void initStartsSparkSubmitOnlyForItsLibraries() throws Exception {
    project.job("init", "a.csv");
    assertThat(project.calls("java"))
        .contains("-Xmx1g", "--add-opens=a/b=c")
        .doesNotContain("org.apache.spark.deploy.SparkSubmit", "")
        .endsWith("ouroboros.cli.Main", "init", "a.csv");
    project.job("init", "s3a://b/a.csv", "--", "--packages", "a:b:1");
    assertThat(project.calls("java"))
        .contains("org.apache.spark.deploy.SparkSubmit")
        .containsSequence("--packages", "a:b:1", project.jar(), "init", "s3a://b/a.csv");
  }

  /** Java warns of every incubating module that it starts with, and init needs none. */
  @Test
  void initHasNoIncubatingModule() throws Exception {
    String module = "--add-modules=jdk.incubator.vector";
    Path options = project.file("target/spark.options");
    Files.writeString(options, Files.readString(options) + "\n" + module + "\n");
    project.job("init", "a.csv");
    assertThat(project.calls("java")).contains("--add-opens=a/b=c").doesNotContain(module);
    project.job("run", "a.yaml");
    assertThat(project.calls("java")).contains(module);
  }

  @Test
  void whatStartsSparkOnlyForLargeTextHasItsSettings() throws Exception {
    project.job("train", "my text.txt", "--order", "3");
    assertThat(project.calls("java"))
        .contains("-Dspark.master=local[*]", "-Dspark.authenticate=true")
        .doesNotContain("org.apache.spark.deploy.SparkSubmit")
        .endsWith("ouroboros.cli.Main", "train", "my text.txt", "--order", "3");
    project.job("train", "a.txt", "--", "--master", "local[2]");
    assertThat(project.calls("java"))
        .contains("org.apache.spark.deploy.SparkSubmit", project.conf("local"))
        .endsWith(project.jar(), "train", "a.txt");
  }

  @Test
  void aJdkIsAskedForItsVersionOnlyWithoutAReleaseFile() throws Exception {
    project.release("1.8.0_402");
    assertThat(project.job("run", "x.yaml").said())
        .contains("java is Java 1.8.0_402; a JDK 17 is needed");
    project.release("17.0.15");
    project.version("not asked");
    assertThat(project.job("run", "x.yaml").code()).isZero();
  }

  @Test
  void validateTakesNothingForSpark() throws Exception {
    LaunchProject.Ended run = project.job("validate", "x.yaml", "--", "--master", "yarn");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.said()).contains("nothing may follow --");
  }
}
