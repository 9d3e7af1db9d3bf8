package ouroboros.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.Policy;
import ouroboros.safeguard.AlarmAction;
import ouroboros.safeguard.SafeguardList;

/**
 * One point of a sweep.
 *
 * @param index from 0, in the order of the sweep
 * @param name the swept values, or {@code base}
 * @param folder the folder of its files
 * @param family the kind of model that is fitted
 * @param policy the rule for its training sets
 * @param size how much is drawn per generation
 * @param real points of generation 0, which are drawn from a known truth; null where R is a corpus
 * @param sampling how units are drawn from the model
 * @param safeguards between drawing and training; {@link SafeguardList#NONE} where there are none
 * @param ecosystem the models that feed one pool; null where there is one model
 * @param inject the statements that are planted; null for none
 * @param leaves for each column of {@code cells.csv} its value, as written in the name
 */
public record Cell(
    int index,
    String name,
    String folder,
    FamilySpec family,
    Policy policy,
    Size size,
    @Nullable Long real,
    Sampling sampling,
    SafeguardList safeguards,
    @Nullable EcosystemSpec ecosystem,
    @Nullable Inject inject,
    Map<String, String> leaves) {
  /** Copies the leaves in their order. */
  public Cell {
    leaves = Collections.unmodifiableMap(new LinkedHashMap<>(leaves));
  }

  /** A cell with one model and nothing planted. */
  public Cell(
      int index,
      String name,
      String folder,
      FamilySpec family,
      Policy policy,
      Size size,
      @Nullable Long real,
      Sampling sampling,
      SafeguardList safeguards,
      Map<String, String> leaves) {
    this(index, name, folder, family, policy, size, real, sampling, safeguards, null, null, leaves);
  }

  /** The same cell with the sampling that an alarm sets. */
  public Cell with(AlarmAction.Set set) {
    Sampling other =
        new Sampling(set.decoding(), set.maxLength(), sampling.backend(), sampling.model());
    return new Cell(
        index,
        name,
        folder,
        family,
        policy,
        size,
        real,
        other,
        safeguards,
        ecosystem,
        inject,
        leaves);
  }

  /** How many models it has: one, or the members of its ecosystem. */
  public int models() {
    return ecosystem == null ? 1 : ecosystem.members().size();
  }

  /** The cell, or the members of its ecosystem as cells of their own. */
  public List<Cell> ofModels() {
    return ecosystem == null
        ? List.of(this)
        : IntStream.range(0, models()).mapToObj(this::member).toList();
  }

  /** The folder of a member of the ecosystem of the cell in a folder. */
  public static String folderOfMember(String folder, int k) {
    return folder + String.format(Locale.ROOT, "-m%03d", k);
  }

  /** A member of an ecosystem as a cell of its own, with its files in a folder of its own. */
  public Cell member(int k) {
    EcosystemSpec.Member member = Objects.requireNonNull(ecosystem).members().get(k);
    return new Cell(
        index,
        name + " " + Ecosystem.scope(k),
        folderOfMember(folder, k),
        member.family(),
        policy,
        size,
        real,
        member.sampling(),
        safeguards,
        null,
        inject,
        leaves);
  }

  /** The same cell with the family that an alarm switches to. */
  public Cell with(AlarmAction.Switch to) {
    return new Cell(
        index,
        name,
        folder,
        (FamilySpec) to.family(),
        policy,
        size,
        real,
        sampling,
        safeguards,
        ecosystem,
        inject,
        leaves);
  }

  /** The same cell with its files in another folder. */
  public Cell in(String otherFolder) {
    return new Cell(
        index,
        name,
        otherFolder,
        family,
        policy,
        size,
        real,
        sampling,
        safeguards,
        ecosystem,
        inject,
        leaves);
  }
}
