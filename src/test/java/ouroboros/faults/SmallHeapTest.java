package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Order 5 in a heap of 512 MiB, for a text whose n-grams, 24 bytes each, need more than twice that.
 */
@Tag("faults")
class SmallHeapTest {
  private static final int SENTENCES = 500_000;
  private static final int LENGTH = 25;
  private static final int TYPES = 60_000;
  private static final long HEAP = 512L << 20;

  @TempDir Path folder;

  /** Types by a power law of exponent 1/2, seed 5: hardly any 5-gram occurs twice. */
  private Path text() throws IOException {
    Path file = folder.resolve("text.txt");
    SplittableRandom random = new SplittableRandom(5);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int s = 0; s < SENTENCES; s++) {
        for (int t = 0; t < LENGTH; t++) {
          double u = random.nextDouble();
          out.append('w').append(Integer.toString((int) (u * u * TYPES)));
          out.append(t + 1 < LENGTH ? ' ' : '\n');
        }
      }
    }
    return file;
  }

  @Test
  void orderFiveIsEstimatedWhereItsCountsDoNotFit() throws Exception {
    Path arpa = folder.resolve("model.arpa");
    Path log = folder.resolve("train.log");
    List<String> call = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
    call.addAll(List.of("--class", "ouroboros.cli.Main", "--properties-file"));
    call.addAll(List.of("conf/spark/local.conf", "--conf", "spark.master=local[2]"));
    call.addAll(List.of("--conf", "spark.local.dir=" + folder.resolve("spark")));
    call.addAll(List.of(Distribution.packaged().toString(), "train", text().toString()));
    call.addAll(List.of("--tokenizer", "whitespace", "--sentences", "lines", "--order", "5"));
    call.addAll(List.of("--smoothing", "modified-kneser-ney", "--arpa", arpa.toString()));

    Process train =
        Distribution.installed().start(log, List.of("-Xmx512m", "-XX:TieredStopAtLevel=4"), call);

    assertThat(train.waitFor()).as(Files.readString(log)).isZero();
    long grams = 0;
    for (int n = 1; n <= 5; n++) {
      grams += count(arpa, "ngram " + n + "=");
    }
    assertThat(24 * grams).as("bytes of all n-grams").isGreaterThan(2 * HEAP);
    assertThat(count(arpa, "ngram 1=")).isEqualTo(TYPES + 3);
    assertThat(end(arpa)).endsWith("\n\\end\\\n");
  }

  private static long count(Path arpa, String start) throws IOException {
    try (var lines = Files.lines(arpa)) {
      return lines
          .limit(7)
          .filter(line -> line.startsWith(start))
          .mapToLong(line -> Long.parseLong(line.substring(start.length())))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String end(Path arpa) throws IOException {
    byte[] last = new byte[16];
    try (RandomAccessFile file = new RandomAccessFile(arpa.toFile(), "r")) {
      file.seek(file.length() - last.length);
      file.readFully(last);
    }
    return new String(last, StandardCharsets.UTF_8);
  }
}
