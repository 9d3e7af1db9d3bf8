package ouroboros.ancestry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeFormatsTest {
  private static final Place HUMAN = new Place(Place.REAL, 7, 1);
  private static final Place OTHER = new Place(Place.RESERVE, 2, 0);
  private static final Place A = new Place(2, 0, 0);
  private static final Place B = new Place(2, 0, 1);
  private static final Place C = new Place(2, 6, 0);
  private static final Place MUTANT = new Place(2, 8, 0);
  private static final Place ONE = new Place(1, 4, 2);
  private static final Place TWO = new Place(1, 5, 0);

  private static TreeFormats formats() {
    FamilyTree tree = new FamilyTree(2, List.of(A, B, C, MUTANT));
    tree.put(A, new Parent(ONE, 2, 9));
    tree.put(B, new Parent(ONE, 2, 9));
    tree.put(C, new Parent(TWO, 2, 9));
    tree.put(MUTANT, Parent.mutation(9));
    tree.put(ONE, new Parent(HUMAN, 2, 9));
    tree.put(TWO, new Parent(OTHER, 2, 9));
    return new TreeFormats(tree);
  }

  @Test
  void newickHasEveryTokenWithoutAParentBelowPeople() throws IOException {
    StringBuilder text = new StringBuilder();
    formats().newick(text);
    assertThat(text)
        .hasToString(
            "((S2_6_0:2)reserve_2_0:0,((S2_0_0:1,S2_0_1:1)S1_4_2:1)R_7_1:0,S2_8_0:2)people;\n");
  }

  @Test
  void tablesHaveATimeForEachTokenAndAnEdgeForEachCopy() throws IOException {
    StringBuilder nodes = new StringBuilder();
    StringBuilder edges = new StringBuilder();
    formats().nodeTable(nodes);
    formats().edgeTable(edges);
    assertThat(nodes.toString().lines())
        .containsExactly(
            "id\tis_sample\ttime\tmetadata",
            "0\t1\t0\tS2_0_0",
            "1\t1\t0\tS2_0_1",
            "2\t1\t0\tS2_6_0",
            "3\t1\t0\tS2_8_0",
            "4\t0\t1\tS1_4_2",
            "5\t0\t1\tS1_5_0",
            "6\t0\t2\treserve_2_0",
            "7\t0\t2\tR_7_1");
    assertThat(edges.toString().lines())
        .containsExactly(
            "left\tright\tparent\tchild",
            "0\t1\t4\t0",
            "0\t1\t4\t1",
            "0\t1\t5\t2",
            "0\t1\t6\t5",
            "0\t1\t7\t4");
  }

  /** Runs where Python has tskit: it reads the tables, and finds the same common ancestors. */
  @Test
  void tskitReadsTheTables(@TempDir Path folder) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        python(folder, "import tskit").equals(""), "python3 has no tskit (pip install tskit)");
    Random random = new Random(3);
    int last = 6;
    List<Place> sampled = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      sampled.add(new Place(last, i, 0));
    }
    FamilyTree tree = new FamilyTree(last, sampled);
    for (int g = last; g >= 1; g--) {
      for (int i = 0; i < 40; i++) {
        if (g == last || tree.lineages().containsKey(g)) {
          tree.put(new Place(g, i, 0), new Parent(new Place(g - 1, random.nextInt(40), 0), 1, 9));
        }
      }
    }
    TreeFormats formats = new TreeFormats(tree);
    StringBuilder text = new StringBuilder();
    formats.nodeTable(text);
    Files.writeString(folder.resolve("nodes"), text);
    text.setLength(0);
    formats.edgeTable(text);
    Files.writeString(folder.resolve("edges"), text);
    StringBuilder expected = new StringBuilder();
    for (int i = 1; i < 40; i++) {
      List<Place> path = tree.path(sampled.get(i));
      Place common =
          tree.path(sampled.get(0)).stream().filter(path::contains).findFirst().orElse(null);
      expected.append(common == null ? "none" : TreeFormats.name(common)).append('\n');
    }
    String found =
        python(
            folder,
            """
            import tskit
            ts = tskit.load_text(open('nodes'), open('edges'), sequence_length=1, strict=False, base64_metadata=False)
            tree = ts.first()
            for i in range(1, 40):
                m = tree.mrca(0, i)
                print('none' if m == tskit.NULL else ts.node(m).metadata.decode())
            """);
    assertThat(found).isEqualTo(expected.toString());
  }

  private static String python(Path folder, String code) throws IOException, InterruptedException {
    String python = System.getenv().getOrDefault("OUROBOROS_PYTHON", "python3");
    Process process;
    try {
      process =
          new ProcessBuilder(python, "-c", code)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      return "no python3";
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }
}
