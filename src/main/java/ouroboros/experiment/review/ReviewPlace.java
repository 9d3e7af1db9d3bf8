package ouroboros.experiment.review;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The generation of a lineage whose units are reviewed.
 *
 * @param cell the folder of the cell
 */
public record ReviewPlace(String cell, int replicate, int generation)
    implements Comparable<ReviewPlace> {
  /** The folder of all files, below the run's folder. */
  public static final String FOLDER = "reviews";

  private static final Pattern NAME = Pattern.compile("r([0-9]{4,9})-g([0-9]{5,9})\\.jsonl");
  private static final Pattern ID =
      Pattern.compile("([0-9a-f-]+)/r([0-9]{4,9})-g([0-9]{5,9})/([0-9]{1,18})");

  /** A unit of a generation. */
  public record Unit(ReviewPlace place, long unit) {}

  /** The place of a file in the folder of a cell; empty if its name is no such file's. */
  public static Optional<ReviewPlace> of(String cell, String fileName) {
    Matcher name = NAME.matcher(fileName);
    return name.matches()
        ? Optional.of(
            new ReviewPlace(cell, Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2))))
        : Optional.empty();
  }

  /** The unit that an id names; empty if it is no id of ours. */
  static Optional<Unit> ofId(String id) {
    Matcher parts = ID.matcher(id);
    return parts.matches()
        ? Optional.of(
            new Unit(
                new ReviewPlace(
                    parts.group(1),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3))),
                Long.parseLong(parts.group(4))))
        : Optional.empty();
  }

  private String generationName() {
    return String.format(Locale.ROOT, "r%04d-g%05d", replicate, generation);
  }

  /** The file in which people decide, below the run's folder. */
  public String file() {
    return FOLDER + "/" + cell + "/" + generationName() + ".jsonl";
  }

  /** The id of a unit, which no other unit of the run has. */
  public String id(long unit) {
    return cell + "/" + generationName() + "/" + unit;
  }

  /** Its name for a person. */
  public String name() {
    return "cell " + cell + " replicate " + replicate + " generation " + generation;
  }

  @Override
  public int compareTo(ReviewPlace other) {
    return file().compareTo(other.file());
  }
}
