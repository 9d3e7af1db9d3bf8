package ouroboros.ancestry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parents of some tokens, of their parents, and so on, back to tokens that people wrote or to
 * mutations. Filled from the youngest generation to the oldest. Not thread-safe.
 */
public final class FamilyTree {
  private final int generation;
  private final List<Place> sampled;
  private final TreeMap<Place, Parent> parents = new TreeMap<>();
  private final Map<Place, Integer> depths = new HashMap<>();
  private final Map<Place, Place> eldest = new HashMap<>();

  /**
   * @param generation of the sampled tokens
   * @param sampled the tokens whose ancestors are looked for, ascending, without repeats
   */
  public FamilyTree(int generation, List<Place> sampled) {
    this.generation = generation;
    this.sampled = List.copyOf(sampled);
  }

  /** The generation of the sampled tokens. */
  public int generation() {
    return generation;
  }

  /** The sampled tokens, ascending. */
  public List<Place> sampled() {
    return sampled;
  }

  /** Says where a token came from. */
  public void put(Place child, Parent parent) {
    parents.put(child, parent);
  }

  /** The synthetic tokens of the tree with their parents, by source, unit and position. */
  public SortedMap<Place, Parent> parents() {
    return parents;
  }

  /** The parent of a synthetic token of the tree. */
  public Parent parent(Place child) {
    Parent parent = parents.get(child);
    if (parent == null) {
      throw new IllegalStateException(child + " is not in the tree");
    }
    return parent;
  }

  /** The parent token; null for a human token and for a mutation. */
  private @Nullable Place before(Place token) {
    return token.isHuman() ? null : parent(token).place();
  }

  /** The oldest ancestor of a token: a human one, or a mutation; the token itself if it is one. */
  public Place eldest(Place token) {
    walk(token);
    return Objects.requireNonNull(eldest.get(token));
  }

  /** The human token that a token descends from; empty if it descends from a mutation. */
  public Optional<Place> human(Place token) {
    return Optional.of(eldest(token)).filter(Place::isHuman);
  }

  /** How many draws lie between a token and its oldest ancestor; that of a mutation counts. */
  public int depth(Place token) {
    walk(token);
    return Objects.requireNonNull(depths.get(token));
  }

  /** Computes depth and oldest ancestor of a token and of all its ancestors. */
  private void walk(Place token) {
    ArrayDeque<Place> path = new ArrayDeque<>();
    Place at = token;
    while (at != null && !depths.containsKey(at)) {
      path.push(at);
      at = before(at);
    }
    for (Place each : path) {
      Place before = before(each);
      if (before == null) {
        depths.put(each, each.isHuman() ? 0 : 1);
        eldest.put(each, each);
      } else {
        depths.put(each, 1 + Objects.requireNonNull(depths.get(before)));
        eldest.put(each, Objects.requireNonNull(eldest.get(before)));
      }
    }
  }

  /** The path of a token back to its oldest ancestor, itself first. */
  public List<Place> path(Place token) {
    List<Place> path = new ArrayList<>();
    for (Place at = token; at != null; at = before(at)) {
      path.add(at);
    }
    return path;
  }

  /**
   * The human tokens from which sampled tokens descend, each with the number of its descendants.
   */
  public SortedMap<Place, Integer> founders() {
    TreeMap<Place, Integer> founders = new TreeMap<>();
    for (Place token : sampled) {
      human(token).ifPresent(founder -> founders.merge(founder, 1, Integer::sum));
    }
    return founders;
  }

  /** How many sampled tokens descend from a mutation. */
  public int mutated() {
    return (int) sampled.stream().filter(token -> human(token).isEmpty()).count();
  }

  /** How many mutations there are in the tree. */
  public int mutations() {
    return (int) parents.values().stream().filter(parent -> parent.place() == null).count();
  }

  /**
   * [sources] How many tokens of each source are ancestors of sampled tokens, or sampled
   * themselves; by the number of the source, {@link Place#RESERVE} first.
   */
  public SortedMap<Integer, Integer> lineages() {
    Set<Place> tokens = new HashSet<>(parents.keySet());
    parents.values().stream().map(Parent::place).filter(Objects::nonNull).forEach(tokens::add);
    TreeMap<Integer, Integer> many = new TreeMap<>();
    tokens.forEach(token -> many.merge(token.source(), 1, Integer::sum));
    return many;
  }
}
