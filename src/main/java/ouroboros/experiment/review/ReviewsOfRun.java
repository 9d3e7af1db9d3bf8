package ouroboros.experiment.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.Seals;
import ouroboros.experiment.store.StoredRun;
import ouroboros.policy.Ecosystem;

/** The decisions that a run waits for, and those that are brought to it. */
public final class ReviewsOfRun {
  private final OutFolder out;
  private final ReviewFolder folder;

  /** The name and the number of reviewers of each cell that asks people, by its folder. */
  private final Map<String, Asking> asking = new LinkedHashMap<>();

  private record Asking(String name, int reviewers) {}

  private ReviewsOfRun(OutFolder out, StoredRun run) {
    this.out = out;
    this.folder = new ReviewFolder(out);
    for (String cell : run.cells()) {
      Cell settings = run.experiment(cell).cells().get(0);
      settings.safeguards().queue().ifPresent(each -> ask(run, cell, settings, each.reviewers()));
    }
  }

  /** Each model of a cell asks about its own units. */
  private void ask(StoredRun run, String cell, Cell settings, int reviewers) {
    if (settings.ecosystem() == null) {
      asking.put(run.folder(cell), new Asking(cell, reviewers));
      return;
    }
    for (int k = 0; k < settings.models(); k++) {
      String folderOfMember = Cell.folderOfMember(run.folder(cell), k);
      asking.put(folderOfMember, new Asking(cell + " " + Ecosystem.scope(k), reviewers));
    }
  }

  /** The reviews of the run in a folder. */
  public static ReviewsOfRun of(OutFolder out) {
    return new ReviewsOfRun(out, StoredRun.open(out));
  }

  /**
   * A file whose generation is not sealed.
   *
   * @param cell the name of its cell
   * @param problems what is wrong in it
   */
  public record Waiting(
      String path, String cell, int reviewers, ReviewFile file, List<Problem> problems) {
    public Waiting {
      problems = List.copyOf(problems);
    }

    /** Units with fewer answers than reviewers. */
    public long units() {
      return file.waiting(reviewers);
    }
  }

  /** All files whose generations are not sealed, in the order of their names. */
  public List<Waiting> waiting() {
    List<Waiting> all = new ArrayList<>();
    for (ReviewPlace place : folder.places()) {
      Asking cell = asking.get(place.cell());
      if (cell == null || isSealed(place)) {
        continue;
      }
      folder
          .read(place)
          .map(stored -> ReviewFile.read(place, stored.path(), stored.text()))
          .ifPresent(
              checked ->
                  all.add(
                      new Waiting(
                          folder.path(place),
                          cell.name(),
                          cell.reviewers(),
                          checked.file(),
                          checked.problems())));
    }
    return all;
  }

  private boolean isSealed(ReviewPlace place) {
    return out.seals()
        .read(Seals.folder(place.cell(), place.replicate(), place.generation()))
        .isPresent();
  }

  /** The units that wait, in the format of a tool. */
  public String export(ToolExport tool) {
    List<Waiting> waiting = waiting();
    refuse(waiting.stream().flatMap(each -> each.problems().stream()).toList());
    return tool.text(waiting);
  }

  /**
   * Takes the decisions of a file, of the format of any tool. Nothing is written if anything is
   * wrong. Answers that are there already are taken once, also those of sealed generations: tools
   * export all answers of a project.
   *
   * @param file its name, for messages
   * @param labeller the annotator of doccano's labels, which do not say it
   * @return how many answers are new
   * @throws SpecException with all that is wrong
   */
  public long take(String file, String content, String labeller) {
    ReviewReader.Result read = ReviewReader.read(file, content, labeller);
    List<Problem> problems = new ArrayList<>(read.problems());
    TreeMap<ReviewPlace, List<ReviewEntry>> byPlace = new TreeMap<>();
    for (ReviewEntry entry : read.entries()) {
      if (!entry.answers().isEmpty()) {
        byPlace.computeIfAbsent(entry.unit().place(), p -> new ArrayList<>()).add(entry);
      }
    }
    List<ReviewFile> made = new ArrayList<>();
    long taken = 0;
    for (Map.Entry<ReviewPlace, List<ReviewEntry>> each : byPlace.entrySet()) {
      Optional<ReviewFolder.Stored> stored = folder.read(each.getKey());
      if (stored.isEmpty() || !asking.containsKey(each.getKey().cell())) {
        String wrong =
            "is of " + each.getKey().name() + ", which " + out.root() + " did not ask about";
        each.getValue().forEach(entry -> problems.add(new Problem(file, entry.line(), "", wrong)));
        continue;
      }
      ReviewFolder.Stored before = stored.orElseThrow();
      ReviewFile.Checked known = ReviewFile.read(each.getKey(), before.path(), before.text());
      if (isSealed(each.getKey())) {
        problems.addAll(changes(known.file(), file, each.getValue()));
        continue;
      }
      problems.addAll(known.problems());
      ReviewFile after = known.file().with(file, each.getValue(), problems);
      made.add(after);
      taken += count(after) - count(known.file());
    }
    if (byPlace.isEmpty() && problems.isEmpty()) {
      problems.add(new Problem(file, 0, "", "has no answers"));
    }
    refuse(problems);
    made.forEach(folder::write);
    return taken;
  }

  private static long count(ReviewFile file) {
    return file.answers().values().stream().mapToLong(List::size).sum();
  }

  /** Refuses answers that would change the decisions of a sealed generation. */
  private static List<Problem> changes(ReviewFile sealed, String file, List<ReviewEntry> entries) {
    List<Problem> changes = new ArrayList<>();
    for (ReviewEntry entry : entries) {
      List<Problem> conflicts = new ArrayList<>();
      ReviewFile after = sealed.with(file, List.of(entry), conflicts);
      if (!conflicts.isEmpty() || count(after) != count(sealed)) {
        changes.add(
            new Problem(
                file,
                entry.line(),
                "",
                "is of "
                    + sealed.place().name()
                    + ", which is sealed; its decisions stay as they are"));
      }
    }
    return changes;
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
  }
}
