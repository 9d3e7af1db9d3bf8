package ouroboros.experiment.members;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.GenerationFiles;
import ouroboros.experiment.store.GenerationRecord;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.metric.Measurement;
import ouroboros.metric.Metric;
import ouroboros.metric.SafeguardMetric;
import ouroboros.metric.Subject;
import ouroboros.policy.Ecosystem;
import ouroboros.safeguard.GateCounts;

/**
 * What the records of all members of an ecosystem say together, for a generation.
 *
 * @param members the sealed generation of each
 * @param mass how much each member counts in the joint ledger: its tokens with their weights, or
 *     its units
 */
public record MemberRecords(List<Manifest> members, ToLongFunction<Manifest> mass) {
  private static final String ALL = "all";

  private static final Set<String> OF_GATES =
      Arrays.stream(SafeguardMetric.values()).map(Metric::id).collect(Collectors.toSet());

  /** Those of them that are numbers of units. */
  private static final Set<String> AMOUNTS =
      Set.of(SafeguardMetric.REAL_UNITS_USED.id(), SafeguardMetric.REVIEWED_UNITS.id());

  /** Copies the list. */
  public MemberRecords {
    members = List.copyOf(members);
  }

  /** Whether the members have gates. */
  public boolean areJudged() {
    return members.stream().allMatch(member -> member.record().gates() != null);
  }

  /**
   * The record of all members.
   *
   * @param measured what was measured of all together; what the members measured is added
   */
  public Manifest manifest(int g, GenerationFiles files, Measured measured) {
    return Manifest.of(
        g,
        files,
        new GenerationRecord(
            members.stream().mapToLong(m -> m.record().units()).sum(),
            recipe(),
            measured.and(areJudged() ? gates() : List.of(), Map.of()).and(ofMembers(), Map.of()),
            ledger(),
            members.get(0).record().samples(),
            List.of(),
            areJudged() ? record() : null));
  }

  private List<String> recipe() {
    List<String> recipe = new ArrayList<>();
    for (int k = 0; k < members.size(); k++) {
      for (String line : members.get(k).record().recipe()) {
        recipe.add(Ecosystem.scope(k) + ": " + line);
      }
    }
    return recipe;
  }

  /** What the gates of all members did: amounts are sums, other numbers are means. */
  private List<Measurement> gates() {
    List<Measurement> rows = new ArrayList<>();
    Map<Place, List<Double>> all = new LinkedHashMap<>();
    for (Manifest member : members) {
      for (Measurement row : member.record().measured().measurements()) {
        if (OF_GATES.contains(row.metric())) {
          all.computeIfAbsent(
                  new Place(row.metric(), row.subject(), row.scope()), p -> new ArrayList<>())
              .add(row.value());
        }
      }
    }
    all.forEach(
        (place, values) -> {
          double sum = values.stream().mapToDouble(x -> x).sum();
          boolean isSum = AMOUNTS.contains(place.metric);
          rows.add(
              new Measurement(
                  place.metric, place.subject, place.scope, isSum ? sum : sum / values.size()));
        });
    return rows;
  }

  private record Place(String metric, Subject subject, String scope) {}

  /** What the gates of all members counted together. */
  private GateRecord record() {
    List<GateRecord> each =
        members.stream().map(m -> m.record().gates()).filter(Objects::nonNull).toList();
    return new GateRecord(
        each.stream().mapToLong(GateRecord::units).sum(),
        List.of(),
        each.stream().map(GateRecord::counts).reduce(GateCounts::sum).orElse(List.of()),
        each.stream().mapToLong(GateRecord::realUnits).sum(),
        each.stream().mapToLong(GateRecord::realTokens).sum());
  }

  /** The rows of the members for all of their units, under their scope. */
  private List<Measurement> ofMembers() {
    List<Measurement> rows = new ArrayList<>();
    for (int k = 0; k < members.size(); k++) {
      for (Measurement row : members.get(k).record().measured().measurements()) {
        if (row.scope().equals(ALL)) {
          rows.add(new Measurement(row.metric(), row.subject(), Ecosystem.scope(k), row.value()));
        }
      }
    }
    return rows;
  }

  /** What people and each generation gave to the training sets of all members together. */
  private List<Manifest.Share> ledger() {
    TreeMap<Integer, Manifest.Share> all = new TreeMap<>();
    double sum = members.stream().mapToDouble(mass::applyAsLong).sum();
    for (Manifest member : members) {
      double weight = sum > 0 ? mass.applyAsLong(member) / sum : 0;
      for (Manifest.Share own : member.record().ledger()) {
        Manifest.Share of =
            new Manifest.Share(
                own.author(),
                own.depth(),
                own.units(),
                own.tokens(),
                own.share() * weight,
                own.writers());
        all.merge(
            own.author(),
            of,
            (a, b) ->
                new Manifest.Share(
                    a.author(),
                    Math.max(a.depth(), b.depth()),
                    a.units() + b.units(),
                    a.tokens() + b.tokens(),
                    a.share() + b.share(),
                    Manifest.Written.sum(List.of(a.writers(), b.writers()))));
      }
    }
    return List.copyOf(all.values());
  }
}
