package ouroboros.experiment.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ouroboros.experiment.Keep;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.loop.GenerationLoop;
import ouroboros.experiment.loop.Schedule;
import ouroboros.experiment.loop.ToyFamily;
import ouroboros.policy.Policy;

/** The loop over a folder: which files are kept, and what a damaged manifest costs. */
class SealedGenerationsTest {
  private static final int LAST = 5;
  private static final Policy POLICY = new Policy.Accumulate();

  @TempDir Path temporary;

  private static ToyFamily run(ToyFolder store, int last) {
    ToyFamily family = ToyFamily.of(ToyFolder.KEY);
    new GenerationLoop<>(
            family, new Schedule(POLICY, ToyFamily.stock()), ToyFolder.KEY, store, AfterSeal.none())
        .run(last);
    return family;
  }

  private ToyFolder folder(String name, Keep keep, String attempt) {
    return new ToyFolder(temporary.resolve(name), POLICY, keep, attempt);
  }

  private static List<ToyFamily.Made> sealed(ToyFolder store) {
    return IntStream.rangeClosed(0, LAST).mapToObj(g -> store.read(g).orElseThrow()).toList();
  }

  @Test
  void nothingIsGivenUpWhereEverythingIsKept() {
    ToyFolder store = folder("all", Keep.ALL, "a");
    run(store, LAST);

    assertThat(store.corpora()).containsExactly("S-1", "S-2", "S-3", "S-4", "S-5");
    assertThat(store.releases()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Keep.class, names = "ALL", mode = EnumSource.Mode.EXCLUDE)
  void filesAreGivenUpOnceTheNextGenerationIsSealedAndNeverTwice(Keep keep) {
    ToyFolder store = folder("kept", keep, "a");
    run(store, LAST);

    // At the moment of each seal.
    assertThat(store.heard)
        .containsExactly(
            "sealed 0 []",
            "sealed 1 [S-1]",
            "sealed 2 [S-1, S-2]",
            "sealed 3 [S-2, S-3]",
            "sealed 4 [S-3, S-4]",
            "sealed 5 [S-4, S-5]");
    assertThat(store.corpora()).containsExactly("S-5");
    assertThat(store.releases()).containsExactly("S-1", "S-2", "S-3", "S-4");
  }

  @Test
  void whatAnEarlierAttemptGaveUpIsNotGivenUpAgain() {
    run(folder("kept", Keep.LAST, "a"), 3);
    ToyFolder store = folder("kept", Keep.LAST, "b");
    run(store, LAST);

    assertThat(store.heard).startsWith("resumed 0", "resumed 1", "resumed 2", "resumed 3");
    assertThat(store.corpora()).containsExactly("S-5");
    assertThat(store.releases()).containsExactly("S-1", "S-2", "S-3", "S-4");
  }

  @Test
  void whatWasNotGivenUpBeforeADeathIsGivenUpAfterTheNextSeal() {
    for (int g = 1; g < LAST; g++) {
      ToyFolder first = folder("died-" + g, Keep.LAST, "a");
      first.dies = g;
      assertThatThrownBy(() -> run(first, LAST)).isInstanceOf(ToyFolder.Killed.class);
      ToyFolder store = folder("died-" + g, Keep.LAST, "b");
      ToyFamily family = run(store, LAST);

      assertThat(family.calls).contains("fit " + (g + 1)).doesNotContain("fit " + g);
      assertThat(store.corpora()).containsExactly("S-5");
      assertThat(store.releases()).containsExactly("S-1", "S-2", "S-3", "S-4");
    }
  }

  /** What may be wrong with a manifest. */
  enum Damage {
    EMPTY {
      @Override
      byte[] of(byte[] whole) {
        return new byte[0];
      }
    },
    CUT_IN_HALF {
      @Override
      byte[] of(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
      }
    },
    ONE_BIT {
      @Override
      byte[] of(byte[] whole) {
        byte[] other = whole.clone();
        other[whole.length - 20] ^= 1;
        return other;
      }
    };

    abstract byte[] of(byte[] whole);
  }

  @ParameterizedTest
  @EnumSource
  void aGenerationWhoseManifestIsDamagedIsMadeAgainAndIsTheSame(Damage damage) throws IOException {
    ToyFolder undisturbed = folder("whole", Keep.ALL, "a");
    run(undisturbed, LAST);
    List<ToyFamily.Made> expected = sealed(undisturbed);
    for (int g = 0; g <= LAST; g++) {
      String name = "damaged-" + g;
      ToyFolder first = folder(name, Keep.ALL, "a");
      run(first, LAST);
      Path manifest = first.folder(g).resolve("manifest-a.json");
      Files.write(manifest, damage.of(Files.readAllBytes(manifest)));

      ToyFolder store = folder(name, Keep.ALL, "b");
      ToyFamily family = run(store, LAST);

      assertThat(family.calls)
          .isEqualTo(g == 0 ? List.of("fit 0") : List.of("draw " + g, "guard " + g, "fit " + g));
      assertThat(sealed(store)).isEqualTo(expected);
      assertThat(manifests(store.folder(g))).containsExactly("manifest-a.json", "manifest-b.json");
      assertThat(run(folder(name, Keep.ALL, "c"), LAST).calls).isEmpty();
    }
  }

  private static List<String> manifests(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("manifest-"))
          .sorted()
          .toList();
    }
  }

  /** Two drivers that know nothing of each other: for both, and for all readers, the same one. */
  @Test
  void ofTwoThatSealTheSameGenerationTheFirstInTheOrderOfNamesCounts() {
    ToyFamily.Made late = new ToyFamily.Made(0, 0, 0, List.of("late"), 1, 1);
    ToyFamily.Made early = new ToyFamily.Made(0, 0, 0, List.of("early"), 2, 2);
    List<ToyFamily.Made> counts = new ArrayList<>();
    counts.add(folder("two", Keep.ALL, "b").seal(0, early));
    counts.add(folder("two", Keep.ALL, "c").seal(0, late));
    counts.add(folder("two", Keep.ALL, "a").read(0).orElseThrow());

    assertThat(counts).containsExactly(early, early, early);
  }
}
