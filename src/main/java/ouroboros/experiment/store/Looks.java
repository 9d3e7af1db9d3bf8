package ouroboros.experiment.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;

/**
 * The looks at a run: the occasions when verdicts were decided, each from more replicates,
 * generations or cells than those before. They are kept in {@code OUT/looks}, one file each, which
 * is never overwritten; the file's name says everything. The same look again is not counted again.
 * The verdicts of each look are next to them, so that a later one can say what has changed.
 *
 * @param all in the order in which they were taken
 * @param now number of the present look, from 1; 0 if it is none
 */
public record Looks(List<Look> all, int now) {
  private static final String FOLDER = "looks";
  private static final Pattern NAME =
      Pattern.compile("look-(\\d{5,})-replicates-(\\d+)-generations-(\\d+)-cells-(\\d+)\\.json");

  public Looks {
    all = List.copyOf(all);
  }

  /** What a look saw. */
  public record Look(int replicates, int generations, int cells) {
    /** The file in OUT with the verdicts of this look. */
    public String verdicts() {
      return String.format(
          Locale.ROOT,
          FOLDER + "/verdicts-replicates-%d-generations-%d-cells-%d.json",
          replicates,
          generations,
          cells);
    }
  }

  /** The looks at a run with the present one, which is recorded if it is new. */
  public static Looks with(OutFolder out, Look present) throws IOException {
    List<Look> before = read(out);
    if (!before.contains(present)) {
      String name =
          String.format(
              Locale.ROOT,
              "look-%05d-replicates-%d-generations-%d-cells-%d.json",
              before.size() + 1,
              present.replicates(),
              present.generations(),
              present.cells());
      out.replace(FOLDER + "/" + name, "{}\n");
    }
    List<Look> all = read(out);
    return new Looks(all, 1 + all.indexOf(present));
  }

  /** The looks so far, where the present tables decide nothing. */
  public static Looks withoutPresent(OutFolder out) throws IOException {
    return new Looks(read(out), 0);
  }

  private static List<Look> read(OutFolder out) throws IOException {
    FileStatus[] found;
    try {
      found = out.files().listStatus(HadoopPath.of(out.root() + "/" + FOLDER));
    } catch (FileNotFoundException e) {
      return List.of();
    }
    List<Look> looks = new ArrayList<>();
    Arrays.stream(found)
        .map(file -> NAME.matcher(file.getPath().getName()))
        .filter(Matcher::matches)
        .sorted(
            Comparator.comparingInt((Matcher name) -> number(name, 1))
                .thenComparing(name -> name.group(0)))
        .forEach(
            name -> {
              Look look = new Look(number(name, 2), number(name, 3), number(name, 4));
              if (!looks.contains(look)) {
                looks.add(look);
              }
            });
    return List.copyOf(looks);
  }

  private static int number(Matcher name, int group) {
    return Integer.parseInt(name.group(group));
  }
}
