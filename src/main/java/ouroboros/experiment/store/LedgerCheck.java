package ouroboros.experiment.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Prints and checks the provenance ledger of a run, which is read from its manifests. */
public final class LedgerCheck {
  private static final double ROUNDING = 1e-9;

  private final List<String> problems = new ArrayList<>();
  private int trainingSets;

  private LedgerCheck() {}

  /** The result: how many T_g were checked, and one line for each inconsistency. */
  public record Findings(int trainingSets, List<String> problems) {}

  /** Prints one line per author of every sealed training set, and checks all of them. */
  public static Findings of(StoredRun run, Consumer<String> print) {
    LedgerCheck check = new LedgerCheck();
    for (String cell : run.cells()) {
      for (int replicate = 0; replicate < run.replicates(); replicate++) {
        check.lineage(run, cell, replicate, print);
      }
    }
    return new Findings(check.trainingSets, List.copyOf(check.problems));
  }

  private void lineage(StoredRun run, String cell, int replicate, Consumer<String> print) {
    boolean isFed = run.hasFeedback(cell);
    List<Integer> depths = new ArrayList<>(List.of(0));
    SealChain chain = new SealChain();
    for (int g = 0; g <= run.generations(); g++) {
      Optional<Manifest> sealed = run.manifest(cell, replicate, g);
      if (sealed.isEmpty()) {
        gap(run, cell, replicate, g);
        return;
      }
      Manifest manifest = sealed.get();
      String name = cell + " replicate " + replicate + " generation " + g;
      try {
        chain.add(name, manifest);
      } catch (IOException e) {
        problems.add(e.getMessage());
      }
      trainingSets++;
      for (Manifest.Share share : manifest.record().ledger()) {
        print.accept(line(name, share));
        share.writers().forEach(by -> print.accept(line(name, share, by)));
      }
      check(name, g, manifest, depths);
      depths.add(isFed ? Manifest.depth(manifest) : 1);
    }
  }

  /** Generations are sealed one after the other: one that is not there ends the lineage. */
  private void gap(StoredRun run, String cell, int replicate, int missing) {
    for (int g = run.generations(); g > missing; g--) {
      if (run.manifest(cell, replicate, g).isPresent()) {
        problems.add(
            cell
                + " replicate "
                + replicate
                + " generation "
                + missing
                + " is not sealed, generation "
                + g
                + " is; what follows was not checked");
        return;
      }
    }
  }

  /**
   * @param depths depth of the text by people and of S_1 .. S_g, [g + 1]
   */
  private void check(String name, int g, Manifest manifest, List<Integer> depths) {
    double shares = 0;
    for (Manifest.Share share : manifest.record().ledger()) {
      shares += share.share();
      long written = share.writers().stream().mapToLong(Manifest.Written::units).sum();
      // Units that reviewers edited are of people, and a member drew them first.
      if (!share.writers().isEmpty() && written < share.units()) {
        problems.add(
            name
                + ": the members wrote "
                + written
                + " units of S_"
                + share.author()
                + ", the ledger has "
                + share.units());
      }
      if (share.author() > g) {
        problems.add(name + ": S_" + share.author() + " was not drawn before T_" + g);
      } else if (share.depth() != depths.get(share.author())) {
        problems.add(
            name
                + ": author "
                + share.author()
                + " has depth "
                + share.depth()
                + ", by the generations before it is "
                + depths.get(share.author()));
      }
    }
    if (!(Math.abs(shares - 1) <= ROUNDING)) {
      problems.add(name + ": the shares of T_" + g + " are " + shares + " together, not 1");
    }
    long units = manifest.record().ledger().stream().mapToLong(Manifest.Share::units).sum();
    long tokens = manifest.record().ledger().stream().mapToLong(Manifest.Share::tokens).sum();
    CountTable training = manifest.tables().training();
    if (training.sentences() == units && training.tokens() != tokens) {
      problems.add(
          name
              + ": the ledger has "
              + tokens
              + " tokens, the table of T_"
              + g
              + " "
              + training.tokens());
    }
    boolean weighted =
        training.unit() > 1
            || manifest.record().recipe().stream().anyMatch(part -> !part.contains(WHOLE));
    if (!weighted && g > 0 && training.sentences() != units) {
      problems.add(
          name
              + ": the ledger has "
              + units
              + " units, the table of T_"
              + g
              + " "
              + training.sentences());
    }
  }

  private static final String WHOLE = "weight=1048576";

  private static String line(String name, Manifest.Share share, Manifest.Written by) {
    return String.format(
        Locale.ROOT,
        "%s: S_%d, by member %d, %d units, %d tokens",
        name,
        share.author(),
        by.member(),
        by.units(),
        by.tokens());
  }

  private static String line(String name, Manifest.Share share) {
    return String.format(
        Locale.ROOT,
        "%s: %s, depth %d, %d units, %d tokens, share %.6f",
        name,
        share.author() == 0 ? "people" : "S_" + share.author(),
        share.depth(),
        share.units(),
        share.tokens(),
        share.share());
  }
}
