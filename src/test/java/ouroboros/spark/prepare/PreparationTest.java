package ouroboros.spark.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.spark.PreparationSession;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusListing;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.CorpusSpec.Deduplicate;
import ouroboros.text.CorpusSpec.Sentences;
import ouroboros.text.CorpusSpec.Split;
import ouroboros.text.CorpusSpec.TokenizerKind;
import ouroboros.text.Notice;
import ouroboros.text.Part;
import ouroboros.text.SpecFixtures;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.prepared.PreparedCorpus;
import ouroboros.text.read.ContentCredentialsTest;
import ouroboros.text.read.IngestReport;

@Tag("spark")
class PreparationTest {
  private static SparkSession spark;

  @TempDir Path folder;
  private int outs;

  @BeforeAll
  static void start() {
    spark = PreparationSession.session();
  }

  private PreparedCorpus prepare(SpecFixtures spec, int partitions) {
    return Preparation.prepare(spark, spec.spec(), 42, out(outs++), partitions);
  }

  private String out(int number) {
    return folder.resolve("out" + number).toString();
  }

  private String write(String name, String text) throws IOException {
    return PreparationSession.write(folder.resolve(name), text);
  }

  /** Sentences of a part, as text with document, stratum and period. */
  private List<String> sentences(int out, Part part) {
    CorpusReader reader = CorpusReader.open(out(out));
    Vocabulary vocabulary = reader.vocabulary();
    List<String> sentences = new ArrayList<>();
    CorpusReader.read(reader.blocks(part))
        .forEachRemaining(
            block -> {
              assertThat(block.first()).isEqualTo(sentences.size());
              for (int i = 0; i < block.sentences(); i++) {
                sentences.add(line(block, i, vocabulary));
              }
            });
    assertThat(sentences).hasSize((int) reader.corpus().part(part).sentences());
    return sentences;
  }

  private static String line(SentenceBlock block, int i, Vocabulary vocabulary) {
    StringBuilder line = new StringBuilder();
    line.append(block.document(i)).append('/').append(block.stratum(i));
    line.append('/').append(block.period(i));
    for (int token : block.sentence(i)) {
      line.append(' ').append(vocabulary.word(token));
    }
    return line.toString();
  }

  @Test
  void theBundledCorpusHasItsDocumentsForAnyPartitions() {
    SpecFixtures spec = SpecFixtures.of("bundled:strata").withPeriod("year");
    PreparedCorpus one = prepare(spec, 1);
    assertThat(one.count(Notice.DOCUMENTS)).isEqualTo(3_804);
    assertThat(one.parts().stream().mapToLong(PreparedCorpus.PartEntry::documents).sum())
        .isEqualTo(3_804);
    assertThat(one.strata())
        .containsExactly("austen", "bierce", "jargon", "kjv", "melville", "rv-es", "sotu");
    // 5 sigma about 0.6 x 3,804; false alarm below 1e-6.
    assertThat(one.part(Part.REAL).documents()).isBetween(2_131L, 2_434L);
    assertThat(one.part(Part.REAL).unknown()).isZero();
    assertThat(one.part(Part.TEST).unknown()).isPositive();
    assertThat(prepare(spec, 7).textHash()).isEqualTo(one.textHash());
    assertThat(Preparation.prepare(spark, spec.spec(), 42, out(2)).textHash())
        .isEqualTo(one.textHash());
    assertThat(Preparation.prepare(spark, spec.spec(), 43, out(3)).textHash())
        .isNotEqualTo(one.textHash());
    assertThat(CorpusReader.open(out(0)).damage()).isEmpty();
  }

  @Test
  void filesFormatsAndOrderChangeNothing() throws IOException {
    String whole = write("one/all.jsonl", PreparationSession.lines(0, 500));
    SpecFixtures spec = SpecFixtures.of(whole).withPeriod("year");
    PreparedCorpus wanted = prepare(spec, 3);

    List<String> lines = new ArrayList<>(PreparationSession.lines(0, 500).lines().toList());
    Collections.shuffle(lines, new Random(1));
    String[] names = {"z.jsonl", "y.json.gz", "x.ndjson.bz2", "b.jsonl", "deep/er/a.jsonl"};
    for (int file = 0; file < names.length; file++) {
      write("five/" + names[file], String.join("\n", lines.subList(file * 100, file * 100 + 100)));
    }
    write("five/_SUCCESS", "");
    String five = folder.resolve("five").toString();
    PreparedCorpus parted = prepare(SpecFixtures.of(five).withPeriod("year"), 2);
    assertThat(parted.textHash()).isEqualTo(wanted.textHash());
    assertThat(parted.count(Notice.HIDDEN_FILES)).isEqualTo(1);
    assertThat(parted.inputs()).hasSize(5);

    spark.read().json(whole).repartition(3).write().parquet(folder.resolve("p q%2B").toString());
    String parquet = folder.resolve("p q%2B").toString();
    assertThat(prepare(SpecFixtures.of(parquet).withPeriod("year"), 2).textHash())
        .isEqualTo(wanted.textHash());

    SpecFixtures mixed = SpecFixtures.of(five + "/*.{jsonl,gz,bz2}", five + "/deep");
    assertThat(prepare(mixed.withPeriod("year"), 2).textHash()).isEqualTo(wanted.textHash());
  }

  @Test
  void sentencesStandInTheOrderOfTheirDocuments() throws IOException {
    String file = write("a.jsonl", PreparationSession.lines(0, 50));
    PreparedCorpus corpus = prepare(SpecFixtures.of(file).withPeriod("year"), 2);
    Set<String> documents = new HashSet<>();
    for (Part part : Part.values()) {
      int last = -1;
      for (String sentence : sentences(0, part)) {
        String[] words = sentence.split("[ /]", -1);
        int document = Integer.parseInt(words[0]);
        if (document != last) {
          assertThat(document).isEqualTo(last + 1);
          if (part == Part.REAL) {
            int number = Integer.parseInt(words[4]);
            assertThat(sentence)
                .startsWith(
                    document + "/" + number % 3 + "/" + (1900 + number % 7) + " number " + number);
          }
          assertThat(documents.add(part + words[0])).isTrue();
        }
        last = document;
      }
      assertThat(corpus.part(part).documents()).isEqualTo(last + 1);
    }
    assertThat(documents).hasSize(50);
  }

  @Test
  void wordsOfGuardAndTestAloneAreUnknown() throws IOException {
    String file = write("a.jsonl", PreparationSession.lines(0, 200));
    PreparedCorpus corpus = prepare(SpecFixtures.of(file), 2);
    assertThat(sentences(0, Part.TEST)).anyMatch(line -> line.contains("number <unk> is here ."));
    assertThat(sentences(0, Part.REAL)).noneMatch(line -> line.contains("<unk>"));
    assertThat(sentences(0, Part.RESERVE)).noneMatch(line -> line.contains("<unk>"));
    assertThat(corpus.count(Notice.UNKNOWN_TOKENS))
        .isEqualTo(corpus.part(Part.TEST).unknown() + corpus.part(Part.GUARD).unknown())
        .isPositive();
  }

  @Test
  void rareTypesBecomeUnknownAndAreCounted() throws IOException {
    String file = write("a.jsonl", PreparationSession.lines(0, 200));
    PreparedCorpus corpus = prepare(SpecFixtures.of(file).withVocabulary(2, 12), 3);
    Vocabulary vocabulary = CorpusReader.open(out(0)).vocabulary();
    assertThat(vocabulary.size()).isEqualTo(15);
    assertThat(corpus.part(Part.REAL).unknown())
        .isEqualTo(vocabulary.realCount(Vocabulary.UNK))
        .isPositive();
    long real = 0;
    for (int id = 0; id < vocabulary.size(); id++) {
      real += vocabulary.realCount(id);
    }
    PreparedCorpus.PartEntry part = corpus.part(Part.REAL);
    assertThat(real).isEqualTo(part.tokens() + 2 * part.sentences());
    assertThat(corpus.count(Notice.DROPPED_TYPES)).isPositive();
  }

  @Test
  void equalDocumentsAreKeptOnce() throws IOException {
    StringBuilder copies = new StringBuilder(PreparationSession.lines(0, 40));
    for (int i = 0; i < 30; i++) {
      copies.append("{\"id\":\"copy").append(i).append("\",\"text\":\"The same text.\"}\n");
    }
    String file = write("a.jsonl", copies.toString());
    SpecFixtures spec = SpecFixtures.of(file).withDeduplicate(Deduplicate.EXACT);
    PreparedCorpus corpus = prepare(spec, 3);
    assertThat(corpus.count(Notice.COPIES)).isEqualTo(29);
    assertThat(corpus.count(Notice.DOCUMENTS)).isEqualTo(70);
    assertThat(corpus.parts().stream().mapToLong(PreparedCorpus.PartEntry::documents).sum())
        .isEqualTo(41);
    assertThat(prepare(spec, 1).textHash()).isEqualTo(corpus.textHash());
  }

  @Test
  void samplesOfGrowingSharesAreNestedAlsoWithoutCopies() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      lines.append(String.format("{\"id\":\"d%d\",\"year\":%d,\"text\":\"w%d\"}%n", i, i, i % 300));
    }
    String file = write("a.jsonl", lines.toString());
    Split all = new Split(1, 0, 0, 0);
    SpecFixtures spec =
        SpecFixtures.of(file).withPeriod("year").withSplit(all).withDeduplicate(Deduplicate.EXACT);
    Map<Double, Set<String>> found = new HashMap<>();
    int number = 0;
    for (double share : new double[] {0.2, 0.5, 1.0}) {
      prepare(spec.withSample(share), 2);
      Set<String> words = new TreeSet<>();
      sentences(number++, Part.REAL).forEach(s -> words.add(s.substring(s.lastIndexOf('/'))));
      found.put(share, words);
    }
    assertThat(found.get(0.5)).containsAll(found.get(0.2));
    assertThat(found.get(1.0)).containsAll(found.get(0.5)).hasSize(300);
    assertThat(found.get(0.2)).hasSizeLessThan(200);
  }

  @Test
  void aGroupIsNeverParted() throws IOException {
    String file = write("a.jsonl", PreparationSession.lines(0, 300));
    prepare(
        SpecFixtures.of(file)
            .withGroup("year")
            .withPeriod("year")
            .withSplit(new Split(0.5, 0, 0, 0.5)),
        2);
    Set<String> years = new HashSet<>();
    for (Part part : Part.values()) {
      Set<String> own = new HashSet<>();
      sentences(0, part).forEach(sentence -> own.add(sentence.split("[/ ]", -1)[2]));
      own.forEach(year -> assertThat(years.add(year)).isTrue());
    }
    assertThat(years).hasSize(7);
  }

  @Test
  void repeatedIdsAreKeptCountedAndOrderedByTheData() throws IOException {
    StringBuilder lines = new StringBuilder(PreparationSession.lines(0, 60));
    for (int i = 0; i < 20; i++) {
      lines.append("{\"id\":\"same\",\"text\":\"Text ").append(i).append("\"}\n");
    }
    String first = write("a.jsonl", lines.toString());
    List<String> turned = new ArrayList<>(lines.toString().lines().toList());
    Collections.reverse(turned);
    String second = write("b.jsonl", String.join("\n", turned));
    PreparedCorpus corpus = prepare(SpecFixtures.of(first), 2);
    assertThat(corpus.count(Notice.REPEATED_IDS)).isEqualTo(19);
    assertThat(prepare(SpecFixtures.of(second), 3).textHash()).isEqualTo(corpus.textHash());
  }

  @Test
  void marksInTheTextStayWords() throws IOException {
    String file = write("a.txt", "a <s> b <unk>\n".repeat(40));
    PreparedCorpus corpus =
        prepare(SpecFixtures.of(file).withTokens(TokenizerKind.WHITESPACE, Sentences.LINES), 2);
    assertThat(corpus.count(Notice.ESCAPED_MARKS)).isEqualTo(80);
    assertThat(corpus.count(Notice.UNKNOWN_TOKENS)).isZero();
    assertThat(sentences(0, Part.REAL)).allMatch(line -> line.endsWith(" a \\<s> b \\<unk>"));
  }

  @Test
  void marksOfC2paAreCountedAndNeverTypes() throws IOException {
    String plain = PreparationSession.lines(0, 60);
    StringBuilder marked = new StringBuilder();
    int i = 0;
    for (String line : plain.lines().toList()) {
      String mark =
          ContentCredentialsTest.mark(i == 7 ? "x trainedAlgorithmicMedia x" : "made by " + i);
      String broken = i == 30 ? mark.substring(0, 9) : "";
      String place = i % 2 == 0 ? "(\"text\": ?\")" : "(\"text\": ?\"[A-Za-z0-9]+)";
      marked.append(line.replaceFirst(place, "$1" + mark + broken)).append('\n');
      i++;
    }
    PreparedCorpus without = prepare(SpecFixtures.of(write("a.jsonl", plain)), 2);
    PreparedCorpus with = prepare(SpecFixtures.of(write("b.jsonl", marked.toString())), 3);
    assertThat(with.textHash()).isEqualTo(without.textHash());
    assertThat(with.count(Notice.CONTENT_CREDENTIALS)).isEqualTo(60);
    assertThat(with.count(Notice.CREDENTIALS_OF_MODELS)).isEqualTo(1);
    assertThat(with.count(Notice.BROKEN_CREDENTIALS)).isEqualTo(1);
    assertThat(without.notices()).noneMatch(n -> n.notice().label().contains("credentials"));
  }

  @Test
  void largeFilesAreReadInPiecesAndBlocksAreOfOneSize() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 120_000; i++) {
      text.append("line ").append(i).append(" of a file that is long enough for pieces .\n");
      if (i == 100_000) {
        text.append("   \n");
      }
    }
    SpecFixtures spec =
        SpecFixtures.of(write("x/a.txt", text.toString()))
            .withTokens(TokenizerKind.WHITESPACE, Sentences.LINES);
    PreparedCorpus corpus = prepare(spec, 5);
    assertThat(
            PreparationRanges.of(
                spec.spec(), CorpusListing.of(spec.source(), new IngestReport()), 2))
        .hasSizeGreaterThan(1);
    assertThat(corpus.notices().get(1).first()).endsWith("x/a.txt:100002");
    assertThat(corpus.count(Notice.DOCUMENTS)).isEqualTo(120_000);
    List<BlockRef> blocks = CorpusReader.open(out(0)).blocks(Part.REAL);
    assertThat(blocks).hasSizeGreaterThan(10);
    for (BlockRef block : blocks.subList(0, blocks.size() - 1)) {
      assertThat(block.tokens()).isBetween(65_536 - 11, 65_536 + 11);
    }
    SpecFixtures packed =
        SpecFixtures.of(write("y/a.txt.gz", text.toString()))
            .withTokens(TokenizerKind.WHITESPACE, Sentences.LINES);
    assertThat(prepare(packed, 2).part(Part.REAL).tokens()).isPositive();
  }
}
