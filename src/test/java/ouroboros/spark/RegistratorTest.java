package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.InvalidClassException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.api.Test;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.spark.cluster.OwnObjects;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.count.ScannedTable;
import ouroboros.spark.count.ShuffledCounts;
import ouroboros.spark.text.SentenceTask;

/** Which classes may be sent between JVMs, and which may not. */
class RegistratorTest {
  private static Kryo kryo() {
    return new KryoSerializer(
            new SparkConf(false)
                .set("spark.kryo.registrationRequired", "true")
                .set("spark.kryo.registrator", OuroborosRegistrator.class.getName()))
        .newKryo();
  }

  @Test
  void everyTaskAndEveryRecordOfAStepIsRegistered() {
    Kryo kryo = kryo();
    List<Class<?>> needed =
        new ArrayList<>(List.of(ShuffledCounts.class, ScannedTable.Range.class));
    for (JavaClass each :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ouroboros.spark")) {
      if (each.isAssignableTo(SentenceTask.class) && !each.isInterface()) {
        needed.add(each.reflect());
      }
    }
    assertThat(needed).hasSizeGreaterThan(3);
    needed.forEach(type -> assertThat(kryo.getRegistration(type).getType()).isEqualTo(type));
  }

  @Test
  void whatIsNotRegisteredIsRefused() {
    Output out = new Output(64, -1);
    assertThatThrownBy(() -> kryo().writeClassAndObject(out, new Path[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Class is not registered");
  }

  @Test
  void tablesOfCountsTravelInTheirOwnBytes() {
    CountRun run = CountRun.empty(KeyLayout.of(3, 1000));
    Output out = new Output(64, -1);
    Kryo kryo = kryo();
    kryo.writeClassAndObject(out, run);
    CountRun back = (CountRun) kryo.readClassAndObject(new Input(out.toBytes()));
    assertThat(back.layout()).isEqualTo(run.layout());
    assertThat(back.size()).isZero();
  }

  /** Each string is written once, and none is looked for among those before. */
  @Test
  void wordsTravelAsTheyAre() {
    String[] words = {"a", "", "\u00fcber", "a", "\uD83D\uDE00", null, "x".repeat(100)};
    Output out = new Output(64, -1);
    Kryo kryo = kryo();
    kryo.writeClassAndObject(out, words);
    kryo.writeClassAndObject(out, new String[0]);
    Input in = new Input(out.toBytes());
    assertThat((String[]) kryo.readClassAndObject(in)).containsExactly(words);
    assertThat((String[]) kryo.readClassAndObject(in)).isEmpty();
    assertThat(kryo.getSerializer(String[].class).getClass().getName()).startsWith("ouroboros.");
  }

  @Test
  void javaObjectsAreReadIfTheyAreOurs() {
    Kryo kryo = kryo();
    BlockRef ours = new BlockRef("a", 1, 2, 3, 4, 5);
    Output out = new Output(64, -1);
    new OwnObjects<BlockRef>().write(kryo, out, ours);
    assertThat(new OwnObjects<BlockRef>().read(kryo, new Input(out.toBytes()), BlockRef.class))
        .isEqualTo(ours);
  }

  @Test
  void javaObjectsOfOthersAreRefusedBeforeTheyAreMade() throws Exception {
    Kryo kryo = kryo();
    for (Object foreign : List.of(new URL("https://example.org"), new java.io.File("x"))) {
      Output out = new Output(64, -1);
      new OwnObjects<Object>().write(kryo, out, foreign);
      assertThatThrownBy(
              () -> new OwnObjects<Object>().read(kryo, new Input(out.toBytes()), Object.class))
          .as(foreign.toString())
          .hasCauseInstanceOf(InvalidClassException.class)
          .hasMessageContaining("REJECTED");
    }
  }

  @Test
  void secretsOfEveryNameAreAsterisks() throws Exception {
    for (String file : List.of("cluster", "kubernetes", "local")) {
      String line =
          Files.readAllLines(Path.of("conf/spark/" + file + ".conf")).stream()
              .filter(each -> each.startsWith("spark.redaction.regex"))
              .findFirst()
              .orElseThrow();
      Pattern pattern = Pattern.compile(line.split("\\s+", 2)[1]);
      for (String name :
          List.of(
              "spark.authenticate.secret",
              "spark.hadoop.fs.s3a.access.key",
              "spark.hadoop.fs.s3a.secret.key",
              "spark.ssl.keyPassword",
              "spark.x.api_key",
              "spark.x.apiKey",
              "spark.x.passphrase",
              "spark.x.credentials",
              "spark.x.privateKey",
              "spark.x.token")) {
        assertThat(pattern.matcher(name).find()).as(file + " " + name).isTrue();
      }
      assertThat(pattern.matcher("spark.executor.memory").find()).isFalse();
    }
  }
}
